import { type ReactNode, useState } from "react";
import { activityKindsRoute, addActivityRoute } from "#modules/activities/api.ts";
import { toast } from "#ui/frame/toasts.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Dialog } from "#ui/parts/Dialog.tsx";
import { Select, TextArea, TextInput } from "#ui/parts/Field.tsx";
import { NumberInput } from "#ui/parts/FigureInputs.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import type { LeadShape } from "../api.ts";

type Props = { lead: LeadShape; onClose: () => void };
const touches = ["leads", "activities"];

/** Logs a call that was just made. */
export function CallPanel({ lead, onClose }: Props) {
  const { t } = useWords();
  const { data } = useRead(activityKindsRoute, {}, {});
  const { send, sending } = useWrite(addActivityRoute, { touches: [...touches, `deal:${lead.id}`] });
  const [subject, setSubject] = useState("");
  const [body, setBody] = useState("");
  const [outcomeId, setOutcome] = useState("");
  const [minutes, setMinutes] = useState<number | null>(null);
  const save = async () => {
    const done = await send({
      body: {
        ...{ kind: "call", direction: "out", done: true, dealId: lead.id, contactId: lead.contactId },
        subject: subject.trim() || t("leads.call.default"),
        body: body.trim() || null,
        outcomeId: outcomeId === "" ? null : (outcomeId as never),
        lengthMinutes: minutes,
      },
    });
    if (!done) return;
    toast.done(t("leads.said.called"));
    onClose();
  };
  const outcomes = data?.outcomes.filter((one) => one.archivedAt === null) ?? [];
  return (
    <Panel
      title={t("leads.call.title", { who: lead.contact ?? lead.name })}
      save={t("leads.call.save")}
      sending={sending}
      onSave={save}
      onClose={onClose}
    >
      <p className="ink2">{t("leads.call.lead")}</p>
      {lead.phone && (
        <p>
          <a className="link" href={`tel:${lead.phone.replace(/[^+\d]/g, "")}`}>
            {t("leads.call.dial", { number: lead.phone })}
          </a>
        </p>
      )}
      <TextInput label={t("leads.call.subject")} optional autoFocus value={subject} onChange={setSubject} />
      {outcomes.length > 0 && (
        <Select
          label={t("leads.call.outcome")}
          optional
          empty={t("leads.call.none")}
          value={outcomeId}
          onChange={setOutcome}
          choices={outcomes.map((one) => ({
            value: one.id as string,
            label: one.name ?? t(`activities.outcome.${one.key}` as "leads.call"),
          }))}
        />
      )}
      <NumberInput label={t("leads.call.minutes")} optional value={minutes} onChange={setMinutes} />
      <TextArea label={t("leads.call.note")} optional value={body} onChange={setBody} />
    </Panel>
  );
}

/** Opens one's own mail program with what is written, and notes it down. */
export function MailPanel({ lead, onClose }: Props) {
  const { t } = useWords();
  const { send, sending } = useWrite(addActivityRoute, { touches: [...touches, `deal:${lead.id}`] });
  const [subject, setSubject] = useState("");
  const [body, setBody] = useState("");
  const link = `mailto:${lead.email ?? ""}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
  const save = async () => {
    const about = { dealId: lead.id, contactId: lead.contactId, subject: subject.trim() || t("leads.mail") };
    const done = await send({
      body: { kind: "mail", direction: "out", done: true, ...about, body: body.trim() || null },
    });
    if (!done) return;
    toast.done(t("leads.said.mailed"));
    onClose();
  };
  return (
    <Panel
      title={t("leads.mail.title", { who: lead.contact ?? lead.name })}
      save={t("leads.mail.save")}
      sending={sending}
      onSave={save}
      onClose={onClose}
    >
      <p className="ink2">{t("leads.mail.lead")}</p>
      <TextInput label={t("leads.mail.subject")} autoFocus value={subject} onChange={setSubject} />
      <TextArea label={t("leads.mail.body")} optional rows={6} value={body} onChange={setBody} />
      {lead.email ? (
        <p>
          <a className="link" href={link}>
            {t("leads.mail.write")}
          </a>
        </p>
      ) : (
        <p className="ink2">{t("leads.mail.no_address")}</p>
      )}
    </Panel>
  );
}

type PanelProps = {
  title: string;
  save: string;
  sending: boolean;
  onSave: () => Promise<void>;
  onClose: () => void;
  children: ReactNode;
};

export function Panel({ title, save, sending, onSave, onClose, children }: PanelProps) {
  const { t } = useWords();
  return (
    <Dialog
      title={title}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t("ui.part.cancel")}</Button>
          <Button primary disabled={sending} onClick={() => void onSave()}>
            {save}
          </Button>
        </>
      }
    >
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          void onSave();
        }}
      >
        {children}
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}
