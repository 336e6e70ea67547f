import { useEffect, useRef } from "react";
import { itemsIn, type MenuItem, MenuLine, moveInMenu } from "#ui/parts/Menu.tsx";
import { placeBeside } from "#ui/parts/place.ts";

type Props = { at: HTMLElement; label: string; items: readonly MenuItem[]; onClose: () => void };

/** A menu beside something that is no button of its own: one for all the cards of a board. Focus comes back to where it was. */
export function MenuAt({ at, label, items, onClose }: Props) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const opened = list.current;
    if (!opened) return;
    opened.showPopover();
    placeBeside(opened, at);
    itemsIn(opened)[0]?.focus();
  }, [at]);
  return (
    <div
      ref={list}
      popover="auto"
      role="menu"
      tabIndex={-1}
      className="menu"
      aria-label={label}
      onToggle={(event) => event.newState === "closed" && onClose()}
      onKeyDown={moveInMenu}
    >
      {items.map((item) => (
        <MenuLine
          key={"head" in item ? `head ${item.head}` : item.label}
          item={item}
          onDone={() => list.current?.hidePopover()}
        />
      ))}
    </div>
  );
}
