import { useEffect, useRef, useState } from "react";
import { addDays } from "#lib/time.ts";
import { useOwners } from "#modules/people/web/public.tsx";
import { useNow } from "#ui/clock.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Card } from "#ui/parts/Card.tsx";
import { Combobox, type Option } from "#ui/parts/Combobox.tsx";
import { Select, TextArea, TextInput } from "#ui/parts/Field.tsx";
import { DateInput } from "#ui/parts/FigureInputs.tsx";
import { useWrite } from "#ui/query.ts";
import { faultAt } from "#ui/refusals.ts";
import { useWords } from "#ui/words.tsx";
import { decideRoute, keepNotesRoute, type Monday } from "../api.ts";
import { DecisionLines } from "./Decisions.tsx";
import { findDeals } from "./findDeals.ts";
import type { AboutDeal } from "./MondayParts.tsx";

type Props = { monday: Monday; about: AboutDeal | null; onAbout: (deal: AboutDeal | null) => void };

/** What comes out of the meeting: decisions, each a task at once, and its notes. */
export function MeetingSide({ monday, about, onAbout }: Props) {
  const { t } = useWords();
  const { meeting, mayKeep } = monday;
  const decided = meeting?.decisions ?? [];
  return (
    <div className="stack meeting-side">
      <Card title={t("forecast.decide.title", { count: decided.length })}>
        <div className="card-body">
          <DecisionLines decisions={decided} />
          {mayKeep && <DecideForm monday={monday} about={about} onAbout={onAbout} />}
          {!mayKeep && decided.length === 0 && <p className="s ink2">{t("forecast.decide.none")}</p>}
        </div>
      </Card>
      <Card title={t("forecast.notes.title")}>
        <div className="card-body">
          {mayKeep ? (
            <Notes key={monday.forecast.owner.id ?? "company"} monday={monday} />
          ) : (
            <p className="s meeting-notes">{meeting?.notes || t("forecast.notes.none")}</p>
          )}
        </div>
      </Card>
    </div>
  );
}

function whose({ forecast: { owner } }: Monday): { person?: never; team?: never } {
  return owner.kind === "company" ? {} : ({ [owner.kind]: owner.id } as never);
}

function DecideForm({ monday, about, onAbout }: Props) {
  const words = useWords();
  const { t } = words;
  const { today } = useNow();
  const people = useOwners();
  const what = useRef<HTMLDivElement>(null);
  const [text, setText] = useState("");
  const [ownerId, setOwner] = useState("");
  const [dueOn, setDue] = useState<string | null>(() => addDays(today, 7));
  const { send, sending, mayWrite, refusal } = useWrite(decideRoute, {
    touches: ["meetings", "activities", "deals"],
    onRefused: () => true,
  });
  useEffect(() => {
    if (about) what.current?.querySelector("input")?.focus();
  }, [about]);
  const deal: Option | null = about && { id: about.id, label: about.name };
  const ready = text.trim() !== "" && ownerId !== "" && dueOn !== null && about !== null;
  const save = async () => {
    if (!about || !dueOn) return;
    const body = { ...whose(monday), what: text, ownerId: ownerId as never, dueOn, dealId: about.id as never };
    if (!(await send({ body }))) return;
    setText("");
    onAbout(null);
  };
  return (
    <form
      className="form decide"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <div ref={what}>
        <TextInput
          label={t("forecast.decide.what")}
          value={text}
          maxLength={500}
          onChange={setText}
          error={faultAt(words, refusal, "/what") ?? faultAt(words, refusal, "/subject")}
        />
      </div>
      <div className="pair">
        <Select
          label={t("forecast.decide.who")}
          choices={[
            ...(ownerId === "" ? [{ value: "", label: t("forecast.decide.choose") }] : []),
            ...people.map(({ id, name }) => ({ value: id as string, label: name })),
          ]}
          value={ownerId}
          onChange={setOwner}
          error={faultAt(words, refusal, "/ownerId")}
        />
        <DateInput label={t("forecast.decide.until")} value={dueOn} onChange={setDue} />
      </div>
      <Combobox
        label={t("forecast.decide.deal")}
        value={deal}
        find={findDeals}
        onChange={(option) => onAbout(option && { id: option.id, name: option.label })}
        error={faultAt(words, refusal, "/dealId")}
      />
      <Button primary type="submit" icon="check" disabled={!ready || sending || !mayWrite}>
        {t("forecast.decide.save")}
      </Button>
    </form>
  );
}

/** Saved when left; what somebody else wrote meanwhile is not written over. */
function Notes({ monday }: { monday: Monday }) {
  const { t } = useWords();
  const { meeting } = monday;
  const [typed, setTyped] = useState<{ text: string; version: number | null } | null>(null);
  const { send, mayWrite, sending } = useWrite(keepNotesRoute, { touches: ["meetings"] });
  const save = async () => {
    if (!typed) return;
    const body = { ...whose(monday), notes: typed.text };
    const options = typed.version === null ? {} : { ifMatch: String(typed.version) };
    if (await send({ body }, options)) setTyped(null);
  };
  return (
    <>
      <TextArea
        label={t("forecast.notes.label")}
        bareLabel
        rows={6}
        placeholder={t("forecast.notes.label")}
        disabled={!mayWrite}
        value={typed?.text ?? meeting?.notes ?? ""}
        onChange={(text) => setTyped((was) => ({ text, version: was ? was.version : (meeting?.version ?? null) }))}
        onBlur={() => void save()}
      />
      <p className="xs ink2" role="status">
        {t(sending ? "forecast.notes.saving" : typed ? "forecast.notes.typing" : "forecast.notes.saved")}
      </p>
    </>
  );
}
