import { useRef } from "react";
import { addDays, type Instant, instant } from "#lib/time.ts";
import { present, useNow } from "#ui/clock.ts";
import { useDraft } from "#ui/draft.ts";
import { useKeys } from "#ui/frame/keys.ts";
import { toast } from "#ui/frame/toasts.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Checkbox, TextArea, TextInput } from "#ui/parts/Field.tsx";
import { Tabs } from "#ui/parts/Tabs.tsx";
import { useWrite } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { addActivityRoute } from "../api.ts";
import { fieldOf, type TimelineRecord, topicsOf } from "./record.ts";

const tabs = ["note", "call", "task"] as const;
type Tab = (typeof tabs)[number];
const letters: Record<Tab, string> = { note: "n", call: "l", task: "t" };

const blank = { tab: "note" as Tab, text: "", day: "", time: "", planned: false };

/** One place to write: a note, what a call brought, or what is to be done. What is typed stays until it is sent. */
export function Composer({ record }: { record: TimelineRecord }) {
  const { t } = useWords();
  const { value: draft, change, sent, isKept } = useDraft(`activity ${record.kind} ${record.id}`, blank);
  const place = useRef<HTMLElement>(null);
  const adding = useWrite(addActivityRoute, { touches: topicsOf(record) });
  const { today } = useNow();
  const toDo = draft.tab === "task" || (draft.tab === "call" && draft.planned);
  const day = draft.day || addDays(today, 1);
  const write = (tab: Tab) => {
    change({ tab });
    requestAnimationFrame(() => place.current?.querySelector<HTMLElement>("textarea")?.focus());
  };
  useKeys([
    { keys: "n", label: "activities.keys.note", group: "here", run: () => write("note") },
    { keys: "l", label: "activities.keys.call", group: "here", run: () => write("call") },
    { keys: "t", label: "activities.keys.task", group: "here", run: () => write("task") },
  ]);
  const handleSend = async () => {
    const [subject = "", ...rest] = draft.text.trim().split("\n");
    if (subject === "") return place.current?.querySelector<HTMLElement>("textarea")?.focus();
    const isLong = draft.tab === "note" || subject.length > 500;
    const added = await adding.send({
      body: {
        ...fieldOf(record),
        kind: draft.tab,
        subject: isLong ? draft.text.trim().slice(0, 500) : subject,
        body: isLong ? draft.text.trim().slice(500) || null : rest.join("\n").trim() || null,
        ...(toDo ? { dueAt: momentOf(day, draft.time || "09:00"), done: false } : { done: true }),
      },
    });
    if (!added) return;
    sent();
    toast.done(t(`activities.toast.${toDo ? "planned" : draft.tab}`));
  };
  return (
    <section className="comp" aria-label={t("activities.compose.label")} ref={place}>
      <Tabs
        label={t("activities.compose.kind")}
        tabs={tabs.map((name) => ({ name, label: t(`activities.compose.${name}`), keys: letters[name] }))}
        current={draft.tab}
        onChange={(tab) => change({ tab })}
      />
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void handleSend();
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          void handleSend();
        }}
      >
        <TextArea
          label={t(`activities.compose.${draft.tab}_hint`)}
          placeholder={t(`activities.compose.${draft.tab}_hint`)}
          bareLabel
          rows={2}
          value={draft.text}
          onChange={(text) => change({ text })}
        />
        <div className="ft">
          {draft.tab === "call" && (
            <Checkbox
              label={t("activities.compose.planned")}
              checked={draft.planned}
              onChange={(planned) => change({ planned })}
            />
          )}
          {toDo && (
            <>
              <TextInput
                type="date"
                label={t("activities.compose.day")}
                bareLabel
                value={day}
                onChange={(next) => change({ day: next })}
              />
              <TextInput
                type="time"
                label={t("activities.compose.time")}
                bareLabel
                value={draft.time || "09:00"}
                onChange={(next) => change({ time: next })}
              />
            </>
          )}
          {isKept && draft.text !== "" && <span className="xs ink3 desk">{t("activities.compose.kept")}</span>}
          <span className="grow" />
          <Button primary small keys="mod+enter" disabled={!adding.mayWrite} onClick={() => void handleSend()}>
            {t(toDo ? "activities.compose.plan" : "activities.compose.send")}
          </Button>
        </div>
      </form>
    </section>
  );
}

/** A day and an hour in the workspace's zone. */
export function momentOf(day: string, time: string): Instant {
  const at = Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(present().zone);
  return instant(at.toInstant().toString());
}
