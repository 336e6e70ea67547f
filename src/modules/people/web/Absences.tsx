import { useState } from "react";
import type { CivilDate } from "#lib/time.ts";
import { toast } from "#ui/frame/toasts.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Empty, Problem } from "#ui/parts/Card.tsx";
import { Select } from "#ui/parts/Field.tsx";
import { DateInput } from "#ui/parts/FigureInputs.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { faultAt } from "#ui/refusals.ts";
import { useWords } from "#ui/words.tsx";
import { type AbsenceKind, absenceKinds } from "../absence.ts";
import { absencesRoute, addAbsenceRoute, deleteAbsenceRoute } from "../comingAndGoing.ts";
import type { PersonId } from "../person.ts";
import { nobody } from "./Takers.tsx";
import { useTakers } from "./useTakers.ts";

const touches = ["absences", "people", "quotas"];

/** The absences of one person, of today and to come. */
export function AbsenceList({ person }: { person: PersonId }) {
  const { t, formatDate } = useWords();
  const { data, error, again } = useRead(absencesRoute, { query: { person } }, { topics: ["absences"] });
  const { send, mayWrite } = useWrite(deleteAbsenceRoute, {
    touches,
    onDone: () => void toast.done(t("people.away.removed")),
  });
  if (error) return <Problem error={error} onAgain={again} />;
  if (data?.length === 0) return <Empty title={t("people.away.none")} />;
  return (
    <ul>
      {data?.map((one) => {
        const span = { from: formatDate(one.fromOn, "long"), to: formatDate(one.toOn, "long") };
        return (
          <li key={one.id} className="li">
            <span className="grow">
              <strong>{t("people.away.span", span)}</strong>{" "}
              <span className="s ink2">
                {[one.kind && t(`people.away.kind.${one.kind}`), one.cover && t("people.away.by", { name: one.cover })]
                  .filter(Boolean)
                  .join(" · ")}
              </span>
            </span>
            <Button
              small
              quiet
              icon="x"
              name={t("people.away.remove", span)}
              disabled={!mayWrite}
              onClick={() => void send({ params: { id: one.id } })}
            />
          </li>
        );
      })}
    </ul>
  );
}

const blank = { fromOn: null as CivilDate | null, toOn: null as CivilDate | null, coverId: nobody };

export function AbsenceForm({ person }: { person: PersonId }) {
  const words = useWords();
  const { t } = words;
  const [typed, setTyped] = useState(blank);
  const [kind, setKind] = useState<AbsenceKind>("vacation");
  const people = useTakers(person);
  const { send, sending, mayWrite, refusal } = useWrite(addAbsenceRoute, {
    touches,
    onDone: () => {
      toast.done(t("people.away.added"));
      setTyped(blank);
    },
    onRefused: (error) =>
      ["/fromOn", "/toOn", "/coverId"].some((pointer) => faultAt(words, error, pointer) !== undefined),
  });
  const { fromOn, toOn, coverId } = typed;
  const handleSave = () => {
    if (!fromOn || !toOn) return;
    const cover = people.find(({ id }) => id === coverId)?.id ?? null;
    void send({ body: { personId: person, fromOn, toOn, kind, coverId: cover } });
  };
  return (
    <div className="form">
      <div className="pair">
        <DateInput
          label={t("people.away.from")}
          value={fromOn}
          onChange={(day) => setTyped({ ...typed, fromOn: day, toOn: toOn ?? day })}
          error={faultAt(words, refusal, "/fromOn")}
        />
        <DateInput
          label={t("people.away.to")}
          value={toOn}
          onChange={(day) => setTyped({ ...typed, toOn: day })}
          error={faultAt(words, refusal, "/toOn")}
        />
        <Select
          label={t("people.away.kind")}
          value={kind}
          onChange={setKind}
          choices={absenceKinds.map((one) => ({ value: one, label: t(`people.away.kind.${one}`) }))}
        />
        <Select
          label={t("people.away.cover")}
          value={coverId}
          onChange={(id) => setTyped({ ...typed, coverId: id })}
          choices={[
            { value: nobody, label: t("people.away.nobody") },
            ...people.map((one) => ({ value: one.id as string, label: one.name })),
          ]}
          error={faultAt(words, refusal, "/coverId")}
        />
      </div>
      <div className="acts">
        <Button primary disabled={!mayWrite || sending || !fromOn || !toOn} onClick={handleSave}>
          {t("people.away.add")}
        </Button>
      </div>
    </div>
  );
}
