import { useState } from "react";
import type { CivilDate } from "#lib/time.ts";
import { findContacts, findOrganizations } from "#modules/contacts/web/public.tsx";
import { dealsRoute } from "#modules/pipeline/api.ts";
import { call } from "#ui/call.ts";
import { toast } from "#ui/frame/toasts.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Problem } from "#ui/parts/Card.tsx";
import { Combobox, type Option } from "#ui/parts/Combobox.tsx";
import { Dialog } from "#ui/parts/Dialog.tsx";
import { Select, TextInput } from "#ui/parts/Field.tsx";
import type { Finder } from "#ui/parts/useFound.ts";
import { useWrite } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { addActivityRoute, deleteActivityRoute } from "../api.ts";
import type { Span } from "../calendarGrid.ts";
import { momentOf } from "./moments.ts";

const kinds = ["meeting", "call", "task"] as const;
const lengths = [15, 30, 45, 60, 90, 120];
const touches = ["activities", "deals"];

type Props = { span: Span; ownerId: string; onClose: () => void };

/** What is to be on a stretch of the calendar: what it is, and with whom. */
export function NewOnCalendar({ span, ownerId, onClose }: Props) {
  const { t } = useWords();
  const [kind, setKind] = useState<(typeof kinds)[number]>("meeting");
  const [subject, setSubject] = useState("");
  const [about, setAbout] = useState<Option | null>(null);
  const [day, setDay] = useState<CivilDate>(span.date);
  const [time, setTime] = useState(() => timeOf(span.from));
  const [length, setLength] = useState(String(span.length));
  const find = useFindRecord();
  const adding = useWrite(addActivityRoute, { touches, onRefused: () => true });
  const deleting = useWrite(deleteActivityRoute, { touches });
  const isMissing = subject.trim() === "" || !about || day === "" || time === "";
  const handleSave = async () => {
    if (isMissing || !about) return;
    const [record = "", id = ""] = about.id.split(":");
    const when = { dueAt: momentOf(day, time), lengthMinutes: Number(length) };
    const body = { kind, subject: subject.trim(), ...when, ownerId: ownerId as never, done: false };
    const added = await adding.send({ body: { ...body, [`${record}Id`]: id } });
    if (!added) return;
    onClose();
    toast.done(t("activities.toast.planned"), () => deleting.send({ params: { id: added.id } }));
  };
  const offered = [...new Set([...lengths, span.length])].toSorted((a, b) => a - b);
  return (
    <Dialog
      title={t("activities.calendar.new")}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t("ui.part.cancel")}</Button>
          <Button primary type="submit" form="on-calendar" disabled={isMissing || adding.sending || !adding.mayWrite}>
            {t("activities.compose.plan")}
          </Button>
        </>
      }
    >
      <form
        id="on-calendar"
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          void handleSave();
        }}
      >
        {adding.refusal && <Problem error={adding.refusal} />}
        <TextInput label={t("activities.subject")} value={subject} onChange={setSubject} maxLength={500} required />
        <Combobox label={t("activities.calendar.about")} find={find} value={about} onChange={setAbout} />
        <div className="pair">
          <Select
            label={t("activities.compose.kind")}
            choices={kinds.map((value) => ({ value, label: t(`activities.compose.${value}`) }))}
            value={kind}
            onChange={setKind}
          />
          <Select
            label={t("activities.compose.length")}
            choices={offered.map((count) => ({ value: String(count), label: t("activities.minutes", { count }) }))}
            value={length}
            onChange={setLength}
          />
        </div>
        <div className="pair">
          <TextInput type="date" label={t("activities.compose.day")} value={day} onChange={setDay} required />
          <TextInput type="time" label={t("activities.compose.time")} value={time} onChange={setTime} required />
        </div>
      </form>
    </Dialog>
  );
}

function timeOf(minutes: number): string {
  const two = (part: number) => String(part).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** Open deals, contacts and organizations by what is typed: what something on a calendar can be about. */
function useFindRecord(): Finder<Option> {
  const { t } = useWords();
  return async (text, signal) => {
    const query = { ...(text ? { q: text } : {}), status: "open" as const, limit: 6 };
    const [deals, contacts, organizations] = await Promise.all([
      call(dealsRoute, { query }, { signal }),
      findContacts(text, signal),
      findOrganizations(text, signal),
    ]);
    const of = (record: "deal" | "contact" | "organization", found: readonly Option[], most: number) =>
      found.slice(0, most).map(({ id, label, hint }) => ({
        id: `${record}:${id}`,
        label,
        hint: [t(`activities.about.${record}`), hint].filter(Boolean).join(" · "),
      }));
    return [
      ...of(
        "deal",
        deals.rows.map(({ id, name, organization }) => ({ id, label: name, hint: organization ?? "" })),
        6,
      ),
      ...of("contact", contacts, 3),
      ...of("organization", organizations, 3),
    ];
  };
}
