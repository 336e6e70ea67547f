import { addDays } from "#lib/time.ts";
import { contactRoute, contactsRoute } from "#modules/contacts/api.ts";
import { useOwners } from "#modules/people/web/public.tsx";
import { useNow } from "#ui/clock.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Checkbox, Select, TextInput } from "#ui/parts/Field.tsx";
import { useRead } from "#ui/query.ts";
import { useSession } from "#ui/session.ts";
import { useWords } from "#ui/words.tsx";
import { type ComposerDraft, isToDo } from "./composerDraft.ts";
import type { TimelineRecord } from "./record.ts";
import { useKinds } from "./useKinds.ts";

type Change = (part: Partial<ComposerDraft>) => void;
type Fields = { draft: ComposerDraft; change: Change; record: TimelineRecord };

/** What each kind asks beside its words; little, and all of it with a natural value. */
export function ComposerFields({ types, ...fields }: Fields & { types: readonly { id: string; name: string }[] }) {
  const { t } = useWords();
  const { draft, change } = fields;
  return (
    <>
      {draft.tab === "other" && (
        <Select
          label={t("activities.compose.type")}
          bareLabel
          choices={types.map(({ id, name }) => ({ value: id, label: name }))}
          value={draft.typeId}
          onChange={(typeId) => change({ typeId })}
        />
      )}
      {draft.tab === "call" && <CallFields {...fields} />}
      {(draft.tab === "call" || draft.tab === "other") && (
        <Checkbox
          label={t(`activities.compose.${draft.tab === "call" ? "planned" : "still_to_do"}`)}
          checked={draft.planned}
          onChange={(planned) => change({ planned })}
        />
      )}
      {isToDo(draft) && <WhenFields {...fields} />}
      {draft.tab === "meeting" && <MeetingFields {...fields} />}
      {draft.tab === "mail" && <Recipient {...fields} />}
    </>
  );
}

function CallFields({ draft, change }: Fields) {
  const { t } = useWords();
  const { outcomes, outcomeName } = useKinds();
  return (
    <>
      <Select
        label={t("activities.compose.direction")}
        bareLabel
        choices={(["out", "in"] as const).map((value) => ({ value, label: t(`activities.direction.${value}`) }))}
        value={draft.direction}
        onChange={(direction) => change({ direction })}
      />
      {!draft.planned && (
        <Select
          label={t("activities.compose.outcome")}
          bareLabel
          empty={t("activities.compose.outcome")}
          choices={outcomes
            .filter(({ archivedAt }) => archivedAt === null)
            .map((one) => ({ value: one.id as string, label: outcomeName(one) }))}
          value={draft.outcomeId}
          onChange={(outcomeId) => change({ outcomeId })}
        />
      )}
    </>
  );
}

function WhenFields({ draft, change }: Fields) {
  const { t } = useWords();
  const { today } = useNow();
  return (
    <>
      <TextInput
        type="date"
        label={t("activities.compose.day")}
        bareLabel
        value={draft.day || addDays(today, 1)}
        onChange={(day) => change({ day })}
      />
      {!(draft.tab === "task" && draft.allDay) && (
        <TextInput
          type="time"
          label={t("activities.compose.time")}
          bareLabel
          value={draft.time || "09:00"}
          onChange={(time) => change({ time })}
        />
      )}
      {draft.tab === "task" && (
        <Checkbox
          label={t("activities.compose.all_day")}
          checked={draft.allDay}
          onChange={(allDay) => change({ allDay })}
        />
      )}
      <RemindField value={draft.remind} onChange={(remind) => change({ remind })} />
    </>
  );
}

const reminders = ["0", "10", "30", "60", "1440"] as const;

function RemindField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useWords();
  return (
    <Select
      label={t("activities.compose.remind")}
      bareLabel
      choices={[
        { value: "none", label: t("activities.remind.none") },
        ...reminders.map((minutes) => ({ value: minutes as string, label: t(`activities.remind.m${minutes}`) })),
      ]}
      value={value || "none"}
      onChange={(chosen) => onChange(chosen === "none" ? "" : chosen)}
    />
  );
}

const lengths = ["15", "30", "45", "60", "90", "120"] as const;

function MeetingFields({ draft, change, record }: Fields) {
  const { t } = useWords();
  const { person } = useSession();
  const owners = useOwners();
  return (
    <>
      <Select
        label={t("activities.compose.length")}
        bareLabel
        choices={lengths.map((value) => ({
          value: value as string,
          label: t("activities.minutes", { count: Number(value) }),
        }))}
        value={draft.length}
        onChange={(length) => change({ length })}
      />
      <TextInput
        label={t("activities.compose.place")}
        placeholder={t("activities.compose.place")}
        bareLabel
        maxLength={500}
        value={draft.place}
        onChange={(place) => change({ place })}
      />
      <Select
        label={t("activities.compose.held_by")}
        bareLabel
        choices={owners.map(({ id, name }) => ({
          value: id as string,
          label: t("activities.compose.held_by_whom", { name }),
        }))}
        value={draft.ownerId || person.id}
        onChange={(ownerId) => change({ ownerId })}
      />
      <Guests draft={draft} change={change} record={record} />
    </>
  );
}

function Guests({ draft, change, record }: Fields) {
  const { t } = useWords();
  const owners = useOwners();
  const contacts = useContactsOf(record);
  const all = [
    ...contacts.map(({ id, name }) => ({ value: `contact:${id}`, label: name })),
    ...owners.map(({ id, name }) => ({ value: `person:${id}`, label: name })),
  ];
  const left = all.filter(({ value }) => !draft.guests.includes(value));
  return (
    <>
      <Select
        label={t("activities.compose.guests")}
        bareLabel
        empty={t("activities.compose.guests")}
        choices={left}
        value=""
        onChange={(one) => change({ guests: [...draft.guests, one] })}
      />
      {draft.guests.map((one) => {
        const name = all.find(({ value }) => value === one)?.label ?? "";
        return (
          <span key={one} className="fchip">
            <span>{name}</span>
            <Button
              quiet
              small
              icon="x"
              name={t("activities.compose.without", { name })}
              onClick={() => change({ guests: draft.guests.filter((other) => other !== one) })}
            />
          </span>
        );
      })}
    </>
  );
}

function Recipient({ draft, change, record }: Fields) {
  const { t } = useWords();
  const contacts = useContactsOf(record).filter(({ email }) => email !== null);
  if (contacts.length === 0) return <span className="xs ink2">{t("activities.compose.nobody_to_write_to")}</span>;
  return (
    <Select
      label={t("activities.compose.recipient")}
      bareLabel
      empty={t("activities.compose.recipient")}
      choices={contacts.map(({ email, name }) => ({ value: email ?? "", label: `${name} <${email}>` }))}
      value={draft.to}
      onChange={(to) => change({ to })}
    />
  );
}

/** Whom one may meet or write to: the contact, or the people of the organization. */
function useContactsOf({ kind, id, organizationId }: TimelineRecord) {
  const organization = kind === "organization" ? id : (organizationId ?? undefined);
  const one = useRead(contactRoute, { params: { id: id as never } }, { when: kind === "contact" });
  const many = useRead(
    contactsRoute,
    { query: { ...(organization ? { organization: organization as never } : {}), limit: 50 } },
    { when: kind !== "contact" && organization !== undefined },
  );
  if (kind === "contact") return one.data ? [one.data] : [];
  return organization ? (many.data?.rows ?? []) : [];
}
