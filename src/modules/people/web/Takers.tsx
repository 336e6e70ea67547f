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
/** Left as it is, where the other kinds are shared. */
const stays = "stays";

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
  /** What nobody is named for is shared, and doesn't stay. */
  shared: boolean;
};

/** To whom each kind goes; nobody leaves it as it is, or to those who share. */
export function Takers({ kinds, people, chosen, onChoose, refusal, shared }: Props) {
  const words = useWords();
  const { t, formatNumber } = words;
  const kindName = useKindName();
  const nobodys = ({ onlyLeaving }: Preview["kinds"][number]): Choice[] =>
    shared && !onlyLeaving
      ? [
          { value: nobody, label: t("people.share.shared") },
          { value: stays, label: t("people.leave.nobody") },
        ]
      : [{ value: nobody, label: t("people.leave.nobody") }];
  return kinds.map((one) => (
    <Select
      key={one.kind}
      label={t("people.leave.kind_count", { kind: kindName(one.kind), count: formatNumber(one.count) })}
      value={chosen[one.kind] ?? nobody}
      onChange={(to) => onChoose({ ...chosen, [one.kind]: to })}
      choices={[...nobodys(one), ...people]}
      error={faultAt(words, refusal, `/takers/${one.kind}`)}
    />
  ));
}

/** What is sent: kinds that somebody takes, and those that are said to stay. */
export function takersOf(chosen: Chosen, people: readonly { id: PersonId }[]): Record<string, PersonId | null> {
  const ids = new Map(people.map(({ id }) => [id as string, id]));
  return Object.fromEntries(
    Object.entries(chosen).flatMap(([kind, to]) => {
      const id = to === stays ? null : ids.get(to);
      return id !== undefined ? [[kind, id]] : [];
    }),
  );
}
