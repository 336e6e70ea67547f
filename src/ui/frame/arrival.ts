import { useEffect, useRef } from "react";
import { useLocation, useNavigationType } from "react-router";

/**
 * After going to another page: its heading has the focus, so that screen readers say where one is, and the page stands
 * where it was left (going back) or at its top. The window never scrolls here, `main` does.
 */
export function useArrival(): void {
  const { pathname, key } = useLocation();
  const type = useNavigationType();
  const places = useRef(new Map<string, number>());
  const first = useRef(true);
  useEffect(() => {
    const main = document.getElementById("main");
    if (!main) return;
    const remember = () => places.current.set(key, main.scrollTop);
    main.addEventListener("scroll", remember, { passive: true });
    return () => main.removeEventListener("scroll", remember);
  }, [key]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new address is what it waits for, not a new kind of going
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    const main = document.getElementById("main");
    const heading = main?.querySelector<HTMLElement>("h1") ?? main;
    heading?.setAttribute("tabindex", "-1");
    heading?.focus({ preventScroll: true });
    if (main) main.scrollTop = type === "POP" ? (places.current.get(key) ?? 0) : 0;
  }, [pathname]);
}
