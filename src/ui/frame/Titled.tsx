import type { ReactNode } from "react";
import { useTitle } from "#ui/title.ts";
import { useWords, type WordKey } from "#ui/words.tsx";

/** A screen under its registered title, until it says a better one itself. */
export function Titled({ title, page }: { title: WordKey | undefined; page: ReactNode }) {
  const { t } = useWords();
  useTitle(title && t(title));
  return page;
}
