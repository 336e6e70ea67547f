import "./activities.css";
import { useState } from "react";
import { addDays, dayAt } from "#lib/time.ts";
import type { SeenDeal } from "#modules/pipeline/web/public.tsx";
import { useNow } from "#ui/clock.ts";
import { Button } from "#ui/parts/Button.tsx";
import { TextInput } from "#ui/parts/Field.tsx";
import { When } from "#ui/parts/When.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { addActivityRoute, timelineRoute } from "../api.ts";
import { CloseForm } from "./CloseForm.tsx";
import { momentOf } from "./moments.ts";

/** What is to be done next on a deal, done with one press; none yet is the moment to plan one. */
export function NextStep({ deal }: { deal: SeenDeal }) {
  const { t } = useWords();
  const { now, today, zone } = useNow();
  const [closing, setClosing] = useState(false);
  const topics = [`deal:${deal.id}`, "deals"];
  const timeline = useRead(timelineRoute, { query: { record: "deal", id: deal.id } }, { topics });
  const step = deal.nextStep;
  const next = timeline.data?.todo.find((one) => one.dueAt === step?.at && one.subject === step?.subject);
  if (deal.status !== "open") return null;
  const state = !step ? "none" : step.at < now ? "late" : dayAt(step.at, zone) === today ? "today" : "planned";
  const close = () => setClosing(false);
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
          {next?.mayWrite && !closing && (
            <Button small icon="check" onClick={() => setClosing(true)}>
              {t("activities.done")}
            </Button>
          )}
        </div>
      )}
      {next && closing && (
        <CloseForm
          activity={next}
          outcome={next.kind === "meeting" ? "held" : undefined}
          topics={topics}
          onClose={close}
        />
      )}
      {!step && <p className="s state none">{t("activities.next.none")}</p>}
      {deal.mayWrite && !step && <PlanStep deal={deal} />}
    </section>
  );
}

function PlanStep({ deal }: { deal: SeenDeal }) {
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
