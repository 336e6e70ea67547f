import type { CurrencyCode } from "#lib/currency.ts";
import { Problem } from "#ui/parts/Card.tsx";
import { Checkbox, Select } from "#ui/parts/Field.tsx";
import { Skeleton } from "#ui/parts/Skeleton.tsx";
import { useRead } from "#ui/query.ts";
import { faultAt } from "#ui/refusals.ts";
import { useWords } from "#ui/words.tsx";
import { transferSharesRoute } from "../comingAndGoing.ts";
import type { PersonId } from "../person.ts";
import { type Chosen, nobody, type Preview, Takers, takersOf, useKindName } from "./Takers.tsx";

/** Several share what is given to nobody by name: no id is called so. */
const several = "several";

export type ToWhomChosen = { all: string; each: Chosen; among: readonly PersonId[] };
export const toNobody: ToWhomChosen = { all: nobody, each: {}, among: [] };
type People = readonly { id: PersonId; name: string }[];

type Props = {
  from: PersonId;
  kinds: Preview["kinds"];
  people: People;
  chosen: ToWhomChosen;
  onChoose: (chosen: ToWhomChosen) => void;
  refusal: Error | null;
};

/** All to one, each kind to whom one likes, or shared among several; what each would get stands below. */
export function ToWhom({ from, kinds, people, chosen, onChoose, refusal }: Props) {
  const words = useWords();
  const { t } = words;
  const isShared = chosen.all === several;
  const choices = people.map(({ id, name }) => ({ value: id as string, label: name }));
  const mayShare = kinds.some(({ onlyLeaving }) => !onlyLeaving) && people.length > 1;
  const takeAll = (all: string) => {
    const to = all === several ? nobody : all;
    onChoose({ ...chosen, all, each: Object.fromEntries(kinds.map(({ kind }) => [kind, to])) });
  };
  const handleShare = (id: PersonId, shares: boolean) => {
    const among = people.filter((one) => (one.id === id ? shares : chosen.among.includes(one.id)));
    onChoose({ ...chosen, among: among.map((one) => one.id) });
  };
  return (
    <>
      <Select
        label={t("people.leave.to")}
        value={chosen.all}
        onChange={takeAll}
        choices={[
          { value: nobody, label: t("people.leave.nobody") },
          ...(mayShare ? [{ value: several, label: t("people.share.several") }] : []),
          ...choices,
        ]}
      />
      {isShared && (
        <fieldset className="each">
          <legend className="s ink2">{t("people.share.among")}</legend>
          <div className="pair sharers">
            {people.map(({ id, name }) => (
              <Checkbox
                key={id}
                label={name}
                checked={chosen.among.includes(id)}
                onChange={(shares) => handleShare(id, shares)}
              />
            ))}
          </div>
          <p className="xs ink2">{t("people.share.hint")}</p>
          {chosen.among.map((id, at) => {
            const fault = faultAt(words, refusal, `/among/${at}`);
            return (
              fault && (
                <p key={id} className="msg">
                  {fault}
                </p>
              )
            );
          })}
        </fieldset>
      )}
      <fieldset className="each">
        <legend className="s ink2">{t("people.leave.each")}</legend>
        <div className="pair">
          <Takers
            kinds={kinds}
            people={choices}
            chosen={chosen.each}
            onChoose={(each) => onChoose({ ...chosen, each })}
            refusal={refusal}
            shared={isShared}
          />
        </div>
      </fieldset>
      {isShared && chosen.among.length > 0 ? (
        <SharedParts {...{ from, kinds, people, chosen }} />
      ) : (
        <Parts kinds={kinds} people={people} parts={partsByName(kinds, chosen.each, people)} />
      )}
    </>
  );
}

/** What is sent: kinds that somebody takes, and who shares the others. */
export function toWhomSent({ all, each, among }: ToWhomChosen, people: People): Sent {
  const takers = takersOf(each, people);
  return all === several && among.length > 0 ? { takers, among: [...among] } : { takers, among: [] };
}
type Sent = { takers: Record<string, PersonId | null>; among: PersonId[] };

type Part = { to: PersonId; counts: ReadonlyMap<string, number>; valueMinor: number };

function partsByName(kinds: Preview["kinds"], each: Chosen, people: People): Part[] {
  return people.flatMap(({ id }) => {
    const taken = kinds.filter(({ kind }) => each[kind] === id);
    const counts = new Map(taken.map(({ kind, count }) => [kind, count]));
    const valueMinor = taken.reduce((sum, { value }) => sum + value.minor, 0);
    return taken.length > 0 ? [{ to: id, counts, valueMinor }] : [];
  });
}

function SharedParts({ from, kinds, people, chosen }: Pick<Props, "from" | "kinds" | "people" | "chosen">) {
  const named = Object.keys(takersOf(chosen.each, people));
  const query = { among: chosen.among.join(","), ...(named.length > 0 ? { without: named.join(",") } : {}) };
  const { data, error, again } = useRead(transferSharesRoute, { params: { id: from }, query }, { keep: true });
  if (error) return <Problem error={error} onAgain={again} />;
  if (!data) return <Skeleton lines={2} />;
  const byName = partsByName(kinds, chosen.each, people);
  const shared = data.map(({ personId, kinds: counted, value }): Part => {
    const also = byName.find(({ to }) => to === personId);
    const counts = new Map([...counted.map(({ kind, count }) => [kind, count] as const), ...(also?.counts ?? [])]);
    return { to: personId, counts, valueMinor: value.minor + (also?.valueMinor ?? 0) };
  });
  const others = byName.filter(({ to }) => !shared.some((one) => one.to === to));
  return <Parts kinds={kinds} people={people} parts={[...shared, ...others]} />;
}

/** Who gets how much, before anything happens. */
function Parts({ kinds, people, parts }: Pick<Props, "kinds" | "people"> & { parts: readonly Part[] }) {
  const { t, formatMoney, formatNumber } = useWords();
  const kindName = useKindName();
  const currency: CurrencyCode | undefined = kinds[0]?.value.currency;
  if (parts.length === 0 || !currency) return null;
  return (
    <ul aria-label={t("people.share.parts")} className="parts">
      {parts.map(({ to, counts, valueMinor }) => (
        <li key={to} className="li">
          <span className="grow">
            <strong>{people.find(({ id }) => id === to)?.name}</strong>{" "}
            <span className="s ink2">
              {[...counts]
                .filter(([, count]) => count > 0)
                .map(([kind, count]) =>
                  t("people.leave.kind_count", { kind: kindName(kind), count: formatNumber(count) }),
                )
                .join(" · ") || t("people.share.nothing")}
            </span>
          </span>
          <span className="num">{formatMoney(valueMinor, currency)}</span>
        </li>
      ))}
    </ul>
  );
}
