import "./activities.css";
import { useState } from "react";
import { addDays, dayAt } from "#lib/time.ts";
import type { SeenDeal } from "#modules/pipeline/web/public.tsx";
import { useNow } from "#ui/clock.ts";
import { toast } from "#ui/frame/toasts.ts";
import { Button } from "#ui/parts/Button.tsx";
import { TextInput } from "#ui/parts/Field.tsx";
import { When } from "#ui/parts/When.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { addActivityRoute, changeActivityRoute, timelineRoute } from "../api.ts";
import { momentOf } from "./Composer.tsx";

/** What is to be done next on a deal, done with one press; none yet is the moment to plan one. */
export function NextStep({ deal }: { deal: SeenDeal }) {
  const { t } = useWords();
  const { now, today, zone } = useNow();
  const [planning, setPlanning] = useState(false);
  const topics = [`deal:${deal.id}`, "deals"];
  const timeline = useRead(timelineRoute, { query: { record: "deal", id: deal.id } }, { topics });
  const changing = useWrite(changeActivityRoute, { touches: topics });
  const step = deal.nextStep;
  const entry = timeline.data?.entries.find(
    (one) => one.done === false && one.dueAt === step?.at && one.title === step?.subject,
  );
  if (deal.status !== "open") return null;
  const state = !step ? "none" : step.at < now ? "late" : dayAt(step.at, zone) === today ? "today" : "planned";
  const handleDone = async () => {
    if (!entry) return;
    const params = { id: entry.id as never };
    const done = await changing.send({ params, body: { done: true } });
    if (!done) return;
    setPlanning(true);
    toast.done(t("activities.toast.done", { title: done.subject }), () =>
      changing.send({ params, body: { done: false } }),
    );
  };
  return (
    <section className="nx">
      <h2>{t("activities.next.title")}</h2>
      {step && (
        <div className="next">
          <span className={`state ${state}`}>
            <span className="dot" />
          </span>
          <div className="grow">
            <div className="s b">{step.subject}</div>
            <div className={state === "late" ? "xs t-lost" : "xs ink2"}>
              {state === "late" && t("activities.next.late")} <When at={step.at} />
            </div>
          </div>
          {entry?.mayWrite && (
            <Button small icon="check" disabled={!changing.mayWrite} onClick={() => void handleDone()}>
              {t("activities.done")}
            </Button>
          )}
        </div>
      )}
      {!step && !planning && <p className="s state none">{t("activities.next.none")}</p>}
      {deal.mayWrite && !step && (planning || !step) && <PlanStep deal={deal} onPlanned={() => setPlanning(false)} />}
    </section>
  );
}

function PlanStep({ deal, onPlanned }: { deal: SeenDeal; onPlanned: () => void }) {
  const { t } = useWords();
  const { today } = useNow();
  const [subject, setSubject] = useState("");
  const [day, setDay] = useState(() => addDays(today, 1));
  const adding = useWrite(addActivityRoute, { touches: [`deal:${deal.id}`, "deals"] });
  const handlePlan = async () => {
    if (subject.trim() === "") return;
    const body = { kind: "task" as const, subject: subject.trim(), dealId: deal.id, dueAt: momentOf(day, "09:00") };
    const planned = await adding.send({ body: { ...body, done: false } });
    if (!planned) return;
    setSubject("");
    onPlanned();
  };
  return (
    <form
      className="plan"
      onSubmit={(event) => {
        event.preventDefault();
        void handlePlan();
      }}
    >
      <TextInput
        label={t("activities.next.what")}
        placeholder={t("activities.next.what")}
        bareLabel
        maxLength={500}
        value={subject}
        onChange={setSubject}
      />
      <TextInput type="date" label={t("activities.compose.day")} bareLabel value={day} onChange={setDay} />
      <button type="submit" className="btn sm" disabled={!adding.mayWrite || subject.trim() === ""}>
        {t("activities.compose.plan")}
      </button>
    </form>
  );
}
