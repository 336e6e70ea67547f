import { type ComponentType, createElement, Suspense } from "react";
import { Boundary } from "#ui/Boundary.tsx";

/** A place on a module's screen that modules printed later may fill. Nothing is drawn where nobody does. */
export type SlotOf<Props extends object> = { readonly name: string; readonly fills: ComponentType<Props>[] };

export function slot<Props extends object>(name: string): SlotOf<Props> {
  return { name, fills: [] };
}

/** Said once, where a module names its screens; a lazy component keeps the first load small. */
export function fill<Props extends object>(place: SlotOf<Props>, component: ComponentType<Props>): void {
  place.fills.push(component);
}

export function Slot<Props extends object>({ of, given }: { of: SlotOf<Props>; given: Props }) {
  // The fills of a place never change their order: none needs a key.
  return createElement(Suspense, null, ...of.fills.map(createFill(given)));
}

function createFill<Props extends object>(given: Props) {
  return (filled: ComponentType<Props>) => createElement(Boundary, null, createElement(filled, given));
}
