import { useState } from "react";
import { contactsRoute } from "#modules/contacts/api.ts";
import { call } from "#ui/call.ts";
import { useNow } from "#ui/clock.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Chip } from "#ui/parts/Chip.tsx";
import { Combobox, type Option } from "#ui/parts/Combobox.tsx";
import { TextInput } from "#ui/parts/Field.tsx";
import { DateInput } from "#ui/parts/FigureInputs.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import type { Finder } from "#ui/parts/useFound.ts";
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

/** A step as it is being written; `name` is the contact's. */
type Typed = SeenDeal["decision"][number];

function RouteEditor({ deal, onClose }: { deal: SeenDeal; onClose: () => void }) {
  const words = useWords();
  const { t } = words;
  const { today } = useNow();
  const [steps, setSteps] = useState<Typed[]>(() => [...deal.decision, ...(deal.decision.length === 0 ? [blank] : [])]);
  const { send, sending, mayWrite, refusal } = useWrite(setDecisionRoute, {
    touches: [`deal:${deal.id}`, "deals"],
    onDone: onClose,
  });
  const change = (at: number, part: Partial<Typed>) =>
    setSteps((before) => before.map((step, index) => (index === at ? { ...step, ...part } : step)));
  const find = useFindPeople(deal);
  return (
    <form
      className="form route-steps"
      onSubmit={(event) => {
        event.preventDefault();
        void send({ params: { id: deal.id }, body: { steps: steps.map(({ name: _name, ...step }) => step) } });
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
          <Combobox
            label={t("pipeline.decision.who")}
            mark="person"
            find={find}
            takesWords
            value={whoOf(step)}
            onChange={(one) =>
              change(at, { contactId: (one?.id ?? null) as never, who: null, name: one?.label ?? null })
            }
            onCreate={(who) => change(at, { who: who.slice(0, 300), contactId: null, name: null })}
            error={faultAt(words, refusal, `/steps/${at}/who`) ?? faultAt(words, refusal, `/steps/${at}/contactId`)}
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

function whoOf({ contactId, who, name }: Typed): Option | null {
  const label = name ?? who;
  return label ? { id: contactId ?? "", label } : null;
}

/** The people of the deal first, then those of its organization; without one, everybody of that name. */
function useFindPeople({ contacts, organizationId }: SeenDeal): Finder<Option> {
  return async (text, signal) => {
    const onDeal = contacts
      .filter(({ name }) => name.toLowerCase().includes(text.trim().toLowerCase()))
      .map(({ contactId, name, title, part }) => ({ id: contactId, label: name, hint: part ?? title ?? "" }));
    const query = {
      ...(text.trim() ? { q: text.trim() } : {}),
      ...(organizationId ? { organization: organizationId } : {}),
      limit: 8,
    };
    const { rows } = await call(contactsRoute, { query }, { signal });
    const known = new Set<string>(onDeal.map(({ id }) => id));
    const others = rows.filter(({ id }) => !known.has(id));
    return [...onDeal, ...others.map(({ id, name, title }) => ({ id, label: name, hint: title ?? "" }))];
  };
}

const blank: Typed = { contactId: null, name: null, who: null, what: "", plannedOn: null, doneOn: null };

/** The same list with one of its members a place earlier. */
export function lifted<Member>(all: readonly Member[], at: number): Member[] {
  const moved = all[at];
  return moved === undefined || at === 0 ? [...all] : all.toSpliced(at, 1).toSpliced(at - 1, 0, moved);
}
