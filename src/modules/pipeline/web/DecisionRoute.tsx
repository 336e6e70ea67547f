import { useState } from "react";
import { useNow } from "#ui/clock.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Chip } from "#ui/parts/Chip.tsx";
import { TextInput } from "#ui/parts/Field.tsx";
import { DateInput } from "#ui/parts/FigureInputs.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import { useWrite } from "#ui/query.ts";
import { faultAt } from "#ui/refusals.ts";
import { useWords } from "#ui/words.tsx";
import { setDecisionRoute } from "../api.ts";
import { standingOf } from "../decision.ts";
import type { SeenDeal } from "./slots.ts";

/** How the customer decides (稟議): a line of steps, the late ones marked. */
export function DecisionRoute({ deal }: { deal: SeenDeal }) {
  const { t, formatDate } = useWords();
  const { today } = useNow();
  const [editing, setEditing] = useState(false);
  const standings = standingOf(deal.decision, today);
  return (
    <section>
      <h2>
        {t("pipeline.decision.title")}
        {deal.mayWrite && !editing && (
          <Button quiet small icon={deal.decision.length > 0 ? "edit" : "plus"} onClick={() => setEditing(true)}>
            {t(deal.decision.length > 0 ? "pipeline.decision.edit" : "pipeline.deal.add")}
          </Button>
        )}
      </h2>
      {editing && <RouteEditor deal={deal} onClose={() => setEditing(false)} />}
      {!editing && deal.decision.length === 0 && <p className="s ink2">{t("pipeline.decision.none")}</p>}
      {!editing && deal.decision.length > 0 && (
        <ol className="route">
          {deal.decision.map((step, at) => {
            const standing = standings[at] ?? "later";
            const on = step.doneOn ?? step.plannedOn;
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a step has no name but its place
              <li key={at} className={standing}>
                <Icon name={standing === "done" ? "check" : standing === "late" ? "warn" : "clock"} small />
                <span className="grow">
                  <span className="s b block">{step.what}</span>
                  <span className="xs ink2 block">{step.name ?? t("pipeline.decision.someone")}</span>
                </span>
                {standing === "late" && <Chip meaning="risk">{t("pipeline.step.mark_late")}</Chip>}
                {on && (
                  <time className="xs num nw" dateTime={on}>
                    {formatDate(on, "short")}
                  </time>
                )}
              </li>
            );
          })}
        </ol>
      )}
    </section>
  );
}

type Typed = Pick<SeenDeal["decision"][number], "contactId" | "who" | "what" | "plannedOn" | "doneOn">;

function RouteEditor({ deal, onClose }: { deal: SeenDeal; onClose: () => void }) {
  const words = useWords();
  const { t } = words;
  const { today } = useNow();
  const [steps, setSteps] = useState<Typed[]>(() => [
    ...deal.decision.map(({ name: _name, ...step }) => step),
    ...(deal.decision.length === 0 ? [blank] : []),
  ]);
  const { send, sending, mayWrite, refusal } = useWrite(setDecisionRoute, {
    touches: [`deal:${deal.id}`, "deals"],
    onDone: onClose,
  });
  const change = (at: number, part: Partial<Typed>) =>
    setSteps(steps.map((step, index) => (index === at ? { ...step, ...part } : step)));
  const nameOf = ({ contactId, who }: Typed) =>
    who ?? deal.decision.find((one) => one.contactId === contactId)?.name ?? "";
  return (
    <form
      className="form route-steps"
      onSubmit={(event) => {
        event.preventDefault();
        void send({ params: { id: deal.id }, body: { steps } });
      }}
    >
      {steps.map((step, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step has no name but its place
        <fieldset key={at}>
          <legend className="sr">{t("pipeline.decision.step", { number: at + 1 })}</legend>
          <TextInput
            label={t("pipeline.decision.what")}
            value={step.what}
            maxLength={300}
            onChange={(what) => change(at, { what })}
            error={faultAt(words, refusal, `/steps/${at}/what`)}
          />
          <TextInput
            label={t("pipeline.decision.who")}
            value={nameOf(step)}
            maxLength={300}
            onChange={(who) => change(at, { who, contactId: null })}
            error={faultAt(words, refusal, `/steps/${at}/who`)}
          />
          <div className="pair">
            <DateInput
              label={t("pipeline.decision.planned")}
              optional
              value={step.plannedOn}
              onChange={(plannedOn) => change(at, { plannedOn })}
            />
            <DateInput
              label={t("pipeline.decision.done")}
              optional
              max={today}
              value={step.doneOn}
              onChange={(doneOn) => change(at, { doneOn })}
              error={faultAt(words, refusal, `/steps/${at}/doneOn`)}
            />
          </div>
          <span className="row">
            <Button
              quiet
              small
              icon="above"
              name={t("pipeline.settings.up", { name: step.what })}
              disabled={at === 0}
              onClick={() => setSteps(lifted(steps, at))}
            />
            <Button
              quiet
              small
              icon="x"
              name={t("pipeline.decision.remove", { number: at + 1 })}
              onClick={() => setSteps(steps.filter((_, index) => index !== at))}
            />
          </span>
        </fieldset>
      ))}
      <span className="row">
        <Button quiet small icon="plus" onClick={() => setSteps([...steps, blank])}>
          {t("pipeline.decision.add")}
        </Button>
        <span className="grow" />
        <Button small onClick={onClose}>
          {t("ui.part.cancel")}
        </Button>
        <button type="submit" className="btn sm pri" disabled={sending || !mayWrite}>
          {t("ui.part.save")}
        </button>
      </span>
    </form>
  );
}

const blank: Typed = { contactId: null, who: null, what: "", plannedOn: null, doneOn: null };

/** The same list with one of its members a place earlier. */
export function lifted<Member>(all: readonly Member[], at: number): Member[] {
  const moved = all[at];
  return moved === undefined || at === 0 ? [...all] : all.toSpliced(at, 1).toSpliced(at - 1, 0, moved);
}
