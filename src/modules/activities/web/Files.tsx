import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { call } from "#ui/call.ts";
import { toast } from "#ui/frame/toasts.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Problem } from "#ui/parts/Card.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import { touch, useRead, useWrite } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { attachFileRoute, deleteFileRoute, type FileShape, filesRoute, restoreFileRoute } from "../api.ts";
import { type TimelineRecord, topicsOf } from "./record.ts";

/** What is attached to a record: dropped here, pasted anywhere on its page, or chosen. */
export function RecordFiles({ record, mayWrite }: { record: TimelineRecord; mayWrite: boolean }) {
  const { t } = useWords();
  const topics = topicsOf(record);
  const { data, error, again } = useRead(filesRoute, { query: { record: record.kind, id: record.id } }, { topics });
  const { attach, refusal, sending } = useAttach(record);
  const [isOver, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  usePaste(mayWrite ? attach : undefined);
  return (
    <section
      className={isOver ? "attached over" : "attached"}
      aria-label={t("activities.files.title")}
      onDragOver={(event) => {
        if (!mayWrite || !event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        if (!mayWrite || event.dataTransfer.files.length === 0) return;
        event.preventDefault();
        void attach([...event.dataTransfer.files]);
      }}
    >
      <h2>
        {t("activities.files.title")}
        {mayWrite && (
          <Button small quiet icon="clip" disabled={sending} onClick={() => input.current?.click()}>
            {t("activities.files.add")}
          </Button>
        )}
      </h2>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t("activities.files.add")}
        onChange={(event) => {
          void attach([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
      {error && <Problem error={error} onAgain={again} />}
      {refusal && <Problem error={refusal} />}
      {data?.length === 0 && (
        <p className="s ink2">{t(mayWrite ? "activities.files.none" : "activities.files.none_here")}</p>
      )}
      <ul className="files">
        {data?.map((file) => (
          <FileLine key={file.id} file={file} topics={topics} />
        ))}
      </ul>
    </section>
  );
}

function FileLine({ file, topics }: { file: FileShape; topics: readonly string[] }) {
  const { t, formatNumber } = useWords();
  const deleting = useWrite(deleteFileRoute, { touches: topics });
  const restoring = useWrite(restoreFileRoute, { touches: topics });
  const params = { id: file.id };
  const handleDelete = async () => {
    if (await deleting.send({ params })) toast.done(t("activities.toast.deleted"), () => restoring.send({ params }));
  };
  return (
    <li>
      {file.isImage ? (
        <img src={`/api/files/${file.id}`} alt="" className="thumb" loading="lazy" />
      ) : (
        <Icon name="clip" small />
      )}
      <a className="cut link" href={`/api/files/${file.id}`} download={file.name} title={file.author ?? ""}>
        {file.name}
      </a>
      <span className="ink3 nw xs">
        {t("activities.files.kilobytes", { size: formatNumber(Math.ceil(file.bytes / 1024)) })}
      </span>
      {file.mayDelete && (
        <Button
          quiet
          small
          icon="trash"
          name={t("activities.files.delete", { name: file.name })}
          disabled={!deleting.mayWrite}
          onClick={() => void handleDelete()}
        />
      )}
    </li>
  );
}

/** Sends files one after the other; what is refused is said, and the others go on. */
function useAttach(record: TimelineRecord) {
  const client = useQueryClient();
  const { t } = useWords();
  const [refusal, setRefusal] = useState<Error | null>(null);
  const [sending, setSending] = useState(false);
  const attach = async (files: readonly File[]) => {
    setRefusal(null);
    setSending(true);
    for (const file of files)
      try {
        const query = { record: record.kind, id: record.id, name: file.name || t("activities.files.pasted") };
        await call(attachFileRoute, { query }, { bytes: file });
        toast.done(t("activities.files.added", { name: query.name }));
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        setRefusal(error);
      }
    setSending(false);
    await touch(client, topicsOf(record));
  };
  return { attach, refusal, sending };
}

/** A picture or a file that is pasted on the page, but for text that is pasted into a field. */
function usePaste(attach: ((files: readonly File[]) => Promise<void>) | undefined): void {
  const latest = useRef(attach);
  latest.current = attach;
  useEffect(() => {
    const handlePaste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0 || !latest.current) return;
      event.preventDefault();
      void latest.current(files);
    };
    document.addEventListener("paste", handlePaste);
    return () => document.removeEventListener("paste", handlePaste);
  }, []);
}
