import { call } from "#ui/call.ts";
import { toast } from "#ui/frame/toasts.ts";
import { sentenceOf } from "#ui/refusals.ts";
import { useWords } from "#ui/words.tsx";
import { personHeldRoute } from "../comingAndGoing.ts";
import type { Person } from "../person.ts";
import { downloadJson } from "./downloadJson.ts";

/** Hands over what is held of a person: read when it is asked for, and kept nowhere. */
export function useHeld({ id, name }: Pick<Person, "id" | "name">): () => Promise<void> {
  const words = useWords();
  return async () => {
    try {
      downloadJson(`${name}.json`, await call(personHeldRoute, { params: { id } }));
    } catch (error) {
      toast.error(sentenceOf(words, error instanceof Error ? error : new Error(String(error))));
    }
  };
}
