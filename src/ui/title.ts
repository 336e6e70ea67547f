import { useEffect } from "react";

/** What the browser's tab says: the screen, then the product. */
export function useTitle(title: string | undefined): void {
  useEffect(() => {
    if (title !== undefined) document.title = title === "" ? "Clinch" : `${title} · Clinch`;
  }, [title]);
}
