import { useKeys } from "#ui/frame/keys.ts";

/** J and K go from card to card of a stage, H and L (or the arrows) from stage to stage. Answers which card has the focus. */
export function useCardKeys(): () => HTMLElement | null {
  useKeys([
    { keys: "j", label: "pipeline.keys.next", group: "here", run: () => step(1) },
    { keys: "k", label: "pipeline.keys.previous", group: "here", run: () => step(-1) },
    { keys: "l", label: "pipeline.keys.right", group: "here", run: () => aside(1) },
    { keys: "h", label: "pipeline.keys.left", group: "here", run: () => aside(-1) },
    { keys: "arrowdown", label: "pipeline.keys.next", listed: false, run: () => step(1) },
    { keys: "arrowup", label: "pipeline.keys.previous", listed: false, run: () => step(-1) },
    { keys: "arrowright", label: "pipeline.keys.right", listed: false, run: () => aside(1) },
    { keys: "arrowleft", label: "pipeline.keys.left", listed: false, run: () => aside(-1) },
  ]);
  return focusedCard;
}

function focusedCard(): HTMLElement | null {
  return document.activeElement?.closest<HTMLElement>("[data-card]") ?? null;
}

function columns(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("[data-stage]")].filter((one) => one.offsetParent !== null);
}

const cardsIn = (column: Element | null | undefined) => [
  ...(column?.querySelectorAll<HTMLElement>("[data-card]") ?? []),
];

function focus(card: HTMLElement | undefined): void {
  card?.querySelector("a")?.focus();
  card?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function step(by: number): void {
  const card = focusedCard();
  const cards = card ? cardsIn(card.closest("[data-stage]")) : columns().flatMap(cardsIn);
  focus(cards[card ? cards.indexOf(card) + by : 0]);
}

/** To the card at about the same height in the next stage that has any. */
function aside(by: number): void {
  const card = focusedCard();
  const all = columns();
  const here = card ? all.findIndex((one) => one.contains(card)) : -1;
  const beyond = by > 0 ? all.slice(here + 1) : all.slice(0, Math.max(0, here)).reverse();
  const cards = cardsIn(beyond.find((one) => cardsIn(one).length > 0));
  const row = card ? cardsIn(all[here]).indexOf(card) : 0;
  focus(cards[Math.min(row, cards.length - 1)]);
}
