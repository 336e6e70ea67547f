import { useEffect, useRef } from "react";
import { toast } from "#ui/frame/toasts.ts";
import { Problem } from "#ui/parts/Card.tsx";
import { useRead } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { filesRoute } from "../api.ts";
import { AttachButton } from "./AttachButton.tsx";
import { AttachedFile } from "./AttachedFile.tsx";
import { type TimelineRecord, topicsOf } from "./record.ts";
import { pastedFiles, useAttach, useFileDrop } from "./takeFiles.ts";

/** What is attached to a record: dropped here, pasted anywhere on its page, or chosen. */
export function RecordFiles({ record, mayWrite }: { record: TimelineRecord; mayWrite: boolean }) {
  const { t } = useWords();
  const topics = topicsOf(record);
  const { data, error, again } = useRead(filesRoute, { query: { record: record.kind, id: record.id } }, { topics });
  const { attach, refusal, sending } = useAttach(record);
  const handleFiles = async (files: readonly File[]) => {
    for (const { name } of await attach(files)) toast.done(t("activities.files.added", { name }));
  };
  const { isOver, takes } = useFileDrop(mayWrite ? (files) => void handleFiles(files) : undefined);
  usePaste(mayWrite ? handleFiles : undefined);
  return (
    <section className={isOver ? "attached over" : "attached"} aria-label={t("activities.files.title")} {...takes}>
      <h2>
        {t("activities.files.title")}
        {mayWrite && (
          <AttachButton
            label={t("activities.files.add")}
            sending={sending}
            onFiles={(files) => void handleFiles(files)}
          />
        )}
      </h2>
      {error && <Problem error={error} onAgain={again} />}
      {refusal && <Problem error={refusal} />}
      {data?.length === 0 && (
        <p className="s ink2">{t(mayWrite ? "activities.files.none" : "activities.files.none_here")}</p>
      )}
      <ul className="files">
        {data?.map((file) => (
          <AttachedFile key={file.id} file={file} topics={topics} />
        ))}
      </ul>
    </section>
  );
}

/** What is pasted on the page, where no place of its own took it. */
function usePaste(attach: ((files: readonly File[]) => Promise<void>) | undefined): void {
  const latest = useRef(attach);
  latest.current = attach;
  useEffect(() => {
    const handlePaste = (event: ClipboardEvent) => {
      const files = pastedFiles(event.clipboardData);
      if (files.length === 0 || event.defaultPrevented || !latest.current) return;
      event.preventDefault();
      void latest.current(files);
    };
    document.addEventListener("paste", handlePaste);
    return () => document.removeEventListener("paste", handlePaste);
  }, []);
}
