const gap = 4;
const edge = 8;

/** Puts a popover under (or, without room, over) what opened it, inside the window, at least as wide as `minWidth`. */
export function placeBeside(popover: HTMLElement, opener: HTMLElement, options: { asWide?: boolean } = {}): void {
  const at = opener.getBoundingClientRect();
  if (options.asWide) popover.style.width = `${Math.max(at.width, 200)}px`;
  const { width, height } = popover.getBoundingClientRect();
  const below = innerHeight - at.bottom - gap - edge;
  const top = below >= height || below >= at.top ? at.bottom + gap : at.top - gap - height;
  const left = at.left + width + edge > innerWidth ? at.right - width : at.left;
  popover.style.top = `${Math.max(edge, Math.min(top, innerHeight - height - edge))}px`;
  popover.style.left = `${Math.max(edge, left)}px`;
}
