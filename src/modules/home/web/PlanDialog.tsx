import { useState } from "react";
import type { CivilDate } from "#lib/time.ts";
import { addDays, noonOf } from "#lib/time.ts";
import { addActivityRoute } from "#modules/activities/api.ts";
import type { DealShape } from "#modules/pipeline/api.ts";
import { useNow } from "#ui/clock.ts";
import { toast } from "#ui/frame/toasts.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Dialog } from "#ui/parts/Dialog.tsx";
import { Select, TextInput } from "#ui/parts/Field.tsx";
import { DateInput } from "#ui/parts/FigureInputs.tsx";
import { useWrite } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";

const kinds = ["call", "task", "meeting", "mail"] as const;

/** The next step of a deal, in three fields. */
export function PlanDialog({ deal, onClose }: { deal: DealShape; onClose: () => void }) {
  const { t } = useWords();
  const { today, zone } = useNow();
  const [kind, setKind] = useState<(typeof kinds)[number]>("call");
  const [subject, setSubject] = useState("");
  const [day, setDay] = useState<CivilDate | null>(addDays(today, 1));
  const { send, sending, mayWrite } = useWrite(addActivityRoute, { touches: ["activities", "deals"] });
  const save = async () => {
    if (!day || subject.trim() === "") return;
    const body = { kind, subject: subject.trim(), dealId: deal.id, dueAt: noonOf(day, zone) };
    if (!(await send({ body }))) return;
    toast.done(t("home.plan.done", { deal: deal.name }));
    onClose();
  };
  return (
    <Dialog
      title={t("home.plan.title", { deal: deal.name })}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t("ui.part.cancel")}</Button>
          <Button
            primary
            type="submit"
            form="plan-step"
            disabled={sending || !mayWrite || subject.trim() === "" || !day}
          >
            {t("home.verb.plan")}
          </Button>
        </>
      }
    >
      <form
        id="plan-step"
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <TextInput label={t("home.plan.subject")} value={subject} onChange={setSubject} maxLength={500} required />
        <div className="pair">
          <Select
            label={t("home.plan.kind")}
            choices={kinds.map((one) => ({ value: one, label: t(`home.kind.${one}`) }))}
            value={kind}
            onChange={setKind}
          />
          <DateInput label={t("home.plan.day")} value={day} onChange={setDay} min={today} required />
        </div>
      </form>
    </Dialog>
  );
}
