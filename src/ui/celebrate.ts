const pieces = 48;
const lastsMs = 1600;

/**
 * A short rain of paper. It lies over the page without taking a click, ends with the next key or click, and does not come
 * where motion is unwanted.
 */
export function celebrate(): void {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const sky = document.createElement("div");
  sky.className = "confetti";
  sky.setAttribute("aria-hidden", "true");
  sky.append(...Array.from({ length: pieces }, piece));
  document.body.append(sky);
  const end = () => {
    sky.remove();
    removeEventListener("keydown", end);
    removeEventListener("pointerdown", end);
  };
  addEventListener("keydown", end);
  addEventListener("pointerdown", end);
  setTimeout(end, lastsMs);
}

function piece(): HTMLElement {
  const paper = document.createElement("i");
  const set = (name: string, value: string) => paper.style.setProperty(name, value);
  set("left", `${(30 + Math.random() * 40).toFixed(1)}%`);
  set("--x", `${((Math.random() - 0.5) * 60).toFixed(0)}vw`);
  set("--turn", `${(Math.random() * 1080 - 540).toFixed(0)}deg`);
  set("background", `var(--${["accent", "won", "info", "risk"][Math.floor(Math.random() * 4)]})`);
  set("animation-delay", `${Math.round(Math.random() * 200)}ms`);
  return paper;
}
