import { createElement, Fragment } from "react";
import { printedKeys } from "#ui/frame/keys.ts";

/** Keys as printed on a keyboard. Screen readers get them by `aria-keyshortcuts` of the control. */
export function Keys({ keys }: { keys: string }) {
  return (
    <span aria-hidden="true" className="keys">
      {createElement(Fragment, null, ...printedKeys(keys).map(drawKey))}
    </span>
  );
}

function drawKey(stroke: string) {
  return <kbd>{stroke}</kbd>;
}
