import type { Answered } from "#lib/route.ts";
import { Select } from "#ui/parts/Field.tsx";
import { faultAt } from "#ui/refusals.ts";
import { useWords } from "#ui/words.tsx";
import type { transferPreviewRoute } from "../comingAndGoing.ts";
import type { PersonId } from "../person.ts";

export type Preview = Answered<typeof transferPreviewRoute>;
export type Chosen = Readonly<Record<string, string>>;
/** What is chosen while nobody is: no id is called so. */
export const nobody = "nobody";

type Choice = { value: string; label: string };

/** The name of a kind of thing that passes on. */
export function useKindName(): (kind: string) => string {
  const { find } = useWords();
  return (kind) => find(`people.kind.${kind}`) ?? kind;
}

type Props = {
  kinds: Preview["kinds"];
  people: readonly Choice[];
  chosen: Chosen;
  onChoose: (chosen: Chosen) => void;
  refusal: Error | null;
};

/** To whom each kind goes; nobody leaves it as it is. */
export function Takers({ kinds, people, chosen, onChoose, refusal }: Props) {
  const words = useWords();
  const { t, formatNumber } = words;
  const kindName = useKindName();
  return kinds.map(({ kind, count }) => (
    <Select
      key={kind}
      label={t("people.leave.kind_count", { kind: kindName(kind), count: formatNumber(count) })}
      value={chosen[kind] ?? nobody}
      onChange={(to) => onChoose({ ...chosen, [kind]: to })}
      choices={[{ value: nobody, label: t("people.leave.nobody") }, ...people]}
      error={faultAt(words, refusal, `/takers/${kind}`)}
    />
  ));
}

/** What is sent: only kinds that somebody takes. */
export function takersOf(chosen: Chosen, people: readonly { id: PersonId }[]): Record<string, PersonId> {
  const ids = new Map(people.map(({ id }) => [id as string, id]));
  return Object.fromEntries(
    Object.entries(chosen).flatMap(([kind, to]) => {
      const id = ids.get(to);
      return id ? [[kind, id]] : [];
    }),
  );
}
