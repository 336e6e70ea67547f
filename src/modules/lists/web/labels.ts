import { useMemo } from "react";
import { useWords } from "#ui/words.tsx";
import type { ListFieldShape } from "../api.ts";

type Label = ListFieldShape["label"];

/** Says the labels of a list: the product's in the reader's language, a workspace's own as they were typed. */
export function useLabels() {
  const words = useWords();
  return useMemo(() => {
    const say = (label: Label): string => ("text" in label ? label.text : (words.find(label.word) ?? label.word));
    const of = ({ label, of: beside }: Pick<ListFieldShape, "label" | "of">): string =>
      beside ? words.t("lists.beside", { record: say(beside), field: say(label) }) : say(label);
    return { say, of };
  }, [words]);
}
