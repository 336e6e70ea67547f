import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import { Icon } from "#ui/parts/Icon.tsx";
import type { IconName } from "#ui/parts/icons.ts";
import { Keys } from "#ui/parts/Keys.tsx";
import { placeBeside } from "#ui/parts/place.ts";

export type MenuItem =
  | {
      label: string;
      icon?: IconName;
      keys?: string;
      run: () => void /** Pressed or not: a choice that stays. */;
      checked?: boolean;
      disabled?: boolean;
      danger?: boolean;
    }
  | { href: string; label: string; icon?: IconName }
  | { head: string };

type Props = {
  items: readonly MenuItem[];
  /** The button's own classes and words. */
  className?: string;
  name?: string;
  children: ReactNode;
};

/** A button that opens a list of verbs (ARIA menu button): arrows move, Escape closes, focus comes back. */
export function Menu({ items, className = "btn", name, children }: Props) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const handleToggle = (isOpen: boolean) => {
    setOpen(isOpen);
    if (isOpen && button.current && list.current) {
      placeBeside(list.current, button.current);
      itemsIn(list.current)[0]?.focus();
    }
  };
  const close = () => {
    list.current?.hidePopover();
    button.current?.focus();
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className={className}
        popoverTarget={id}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-label={name}
        title={name}
      >
        {children}
      </button>
      <div
        ref={list}
        id={id}
        popover="auto"
        role="menu"
        tabIndex={-1}
        className="menu"
        aria-label={name}
        onToggle={(event) => handleToggle(event.newState === "open")}
        onKeyDown={moveInMenu}
      >
        {items.map((item) => (
          <MenuLine key={"head" in item ? `head ${item.head}` : item.label} item={item} onDone={close} />
        ))}
      </div>
    </>
  );
}

export function MenuLine({ item, onDone }: { item: MenuItem; onDone: () => void }) {
  if ("head" in item) return <div className="g">{item.head}</div>;
  if ("href" in item) {
    return (
      <a className="o" role="menuitem" href={item.href} target="_blank" rel="noreferrer" tabIndex={-1} onClick={onDone}>
        {item.icon && <Icon name={item.icon} small />}
        <span className="grow">{item.label}</span>
      </a>
    );
  }
  const chosen = { className: item.danger ? "o t-lost" : "o", disabled: item.disabled, tabIndex: -1 };
  const handleClick = () => {
    onDone();
    item.run();
  };
  const inside = (
    <>
      {item.icon && <Icon name={item.icon} small />}
      <span className="grow">{item.label}</span>
      {item.keys && <Keys keys={item.keys} />}
      {item.checked && <Icon name="check" small className="t-accent" />}
    </>
  );
  if (item.checked === undefined) {
    return (
      <button type="button" role="menuitem" {...chosen} onClick={handleClick}>
        {inside}
      </button>
    );
  }
  return (
    <button type="button" role="menuitemcheckbox" aria-checked={item.checked} {...chosen} onClick={handleClick}>
      {inside}
    </button>
  );
}

export function itemsIn(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>("[role^=menuitem]:not(:disabled)")];
}

export function moveInMenu(event: KeyboardEvent<HTMLDivElement>): void {
  const all = itemsIn(event.currentTarget);
  const at = all.findIndex((item) => item.matches(":focus"));
  const to = { ArrowDown: at + 1, ArrowUp: at < 0 ? -1 : at - 1, Home: 0, End: -1 }[event.key];
  const byLetter =
    event.key.length === 1 ? [...all.slice(at + 1), ...all].find((item) => startsWith(item, event.key)) : undefined;
  const next = to === undefined ? byLetter : all.at(to % all.length);
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function startsWith(item: HTMLElement, letter: string): boolean {
  return item.textContent?.trim().toLowerCase().startsWith(letter.toLowerCase()) ?? false;
}
