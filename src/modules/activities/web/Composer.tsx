import { useRef } from "react";
import { addDays } from "#lib/time.ts";
import { useNow } from "#ui/clock.ts";
import { useDraft } from "#ui/draft.ts";
import { useKeys } from "#ui/frame/keys.ts";
import { toast } from "#ui/frame/toasts.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Tabs } from "#ui/parts/Tabs.tsx";
import { useWrite } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { addActivityRoute } from "../api.ts";
import { AttachButton } from "./AttachButton.tsx";
import { ComposerFields } from "./ComposerFields.tsx";
import { ComposerFiles } from "./ComposerFiles.tsx";
import { blankDraft, bodyOf, type ComposerDraft, composerTabs, isToDo, type Tab, textOf } from "./composerDraft.ts";
import { MentionArea } from "./MentionArea.tsx";
import { fieldOf, type TimelineRecord, topicsOf } from "./record.ts";
import { useAttach, useFileDrop } from "./takeFiles.ts";
import { useKinds } from "./useKinds.ts";

const letters: Record<Tab, string | undefined> = {
  ...{ note: "n", comment: "o", call: "l", task: "t", meeting: "b", mail: "r", other: undefined },
};

/** One place to write: what was said and done, what is to be done, a comment to colleagues. What is typed stays until it is sent. */
export function Composer({ record }: { record: TimelineRecord }) {
  const { t } = useWords();
  const { value: draft, change, sent, isKept } = useDraft(`activity ${record.kind} ${record.id}`, blankDraft);
  const place = useRef<HTMLElement>(null);
  const adding = useWrite(addActivityRoute, { touches: topicsOf(record) });
  const attaching = useAttach(record);
  const latest = useRef(draft);
  latest.current = draft;
  const handleFiles = async (files: readonly File[]) => {
    const attached = (await attaching.attach(files)).map(({ id, name }) => ({ id, name }));
    change({ files: [...latest.current.files, ...attached] });
  };
  const { isOver, takes } = useFileDrop((files) => void handleFiles(files));
  const { today } = useNow();
  const { types } = useKinds();
  const offered = types.filter((type) => type.archivedAt === null);
  const toDo = isToDo(draft);
  const focus = () => place.current?.querySelector<HTMLElement>("textarea")?.focus();
  const write = (tab: Tab) => {
    change({ tab });
    requestAnimationFrame(focus);
  };
  useKeys([
    { keys: "n", label: "activities.keys.note", group: "here", run: () => write("note") },
    { keys: "o", label: "activities.keys.comment", group: "here", run: () => write("comment") },
    { keys: "l", label: "activities.keys.call", group: "here", run: () => write("call") },
    { keys: "t", label: "activities.keys.task", group: "here", run: () => write("task") },
    { keys: "b", label: "activities.keys.meeting", group: "here", run: () => write("meeting") },
    { keys: "r", label: "activities.keys.mail", group: "here", run: () => write("mail") },
  ]);
  const handleSend = async () => {
    if (attaching.sending) return;
    if (textOf(draft) === "" || (draft.tab === "other" && draft.typeId === "")) return focus();
    // The mail program opens by the press itself, before anything is awaited; else the browser would hold it back.
    if (draft.tab === "mail" && draft.to) location.href = mailLink(draft);
    const day = draft.day || addDays(today, 1);
    const added = await adding.send({ body: { ...fieldOf(record), ...bodyOf({ ...draft, day }) } });
    if (!added) return;
    sent();
    toast.done(t(`activities.toast.${toDo ? "planned" : draft.tab}`));
  };
  const tabs = composerTabs.filter((name) => name !== "other" || offered.length > 0);
  return (
    <section
      className={isOver ? "comp over" : "comp"}
      aria-label={t("activities.compose.label")}
      ref={place}
      {...takes}
    >
      <Tabs
        label={t("activities.compose.kind")}
        tabs={tabs.map((name) => ({
          name,
          label: t(`activities.compose.${name}`),
          ...(letters[name] ? { keys: letters[name] } : {}),
        }))}
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
        <MentionArea
          label={t(`activities.compose.${draft.tab}_hint`)}
          record={record}
          text={draft.text}
          mentions={draft.mentions}
          onChange={change}
        />
        <ComposerFiles
          files={draft.files}
          topics={topicsOf(record)}
          attaching={attaching}
          onLess={(id) => change({ files: draft.files.filter((file) => file.id !== id) })}
        />
        <div className="ft">
          <ComposerFields draft={draft} change={change} record={record} types={offered} />
          {isKept && draft.text !== "" && <span className="xs ink3 desk">{t("activities.compose.kept")}</span>}
          <span className="grow" />
          <AttachButton
            label={t("activities.files.attach")}
            isBare
            sending={attaching.sending}
            onFiles={(files) => void handleFiles(files)}
          />
          <Button
            primary
            small
            keys="mod+enter"
            disabled={!adding.mayWrite || attaching.sending}
            onClick={() => void handleSend()}
          >
            {t(`activities.compose.${toDo ? "plan" : draft.tab === "mail" && draft.to ? "write" : "send"}`)}
          </Button>
        </div>
      </form>
    </section>
  );
}

function mailLink({ to, text }: ComposerDraft): string {
  const [subject = "", ...rest] = text.trim().split("\n");
  return `mailto:${encodeURIComponent(to)}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(rest.join("\n").trim())}`;
}
