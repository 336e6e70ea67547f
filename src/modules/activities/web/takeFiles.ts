import { useQueryClient } from "@tanstack/react-query";
import { type DragEvent, type ClipboardEvent as ReactClipboardEvent, useState } from "react";
import { call } from "#ui/call.ts";
import { touch } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { attachFileRoute, type FileShape } from "../api.ts";
import { type TimelineRecord, topicsOf } from "./record.ts";

/** Attaches files to a record, or to what is noted on it, one after the other; what is refused is said, and the others go on. */
export function useAttach(record: TimelineRecord, activity?: string) {
  const client = useQueryClient();
  const { t } = useWords();
  const [refusal, setRefusal] = useState<Error | null>(null);
  const [sending, setSending] = useState(false);
  const attach = async (files: readonly File[]): Promise<FileShape[]> => {
    setRefusal(null);
    setSending(true);
    const attached: FileShape[] = [];
    for (const file of files)
      try {
        const name = file.name || t("activities.files.pasted");
        const query = { record: record.kind, id: record.id, name, ...(activity ? { activity } : {}) };
        attached.push(await call(attachFileRoute, { query }, { bytes: file }));
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        setRefusal(error);
      }
    setSending(false);
    await touch(client, topicsOf(record));
    return attached;
  };
  return { attach, refusal, sending };
}

/** What makes a place take files that are dropped on it, or pasted while the focus is in it. */
export function useFileDrop(onFiles: ((files: readonly File[]) => void) | undefined) {
  const [isOver, setOver] = useState(false);
  if (!onFiles) return { isOver: false, takes: {} };
  const takes = {
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: (event: DragEvent) => {
      const isInside = event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget);
      if (!isInside) setOver(false);
    },
    onDrop: (event: DragEvent) => {
      setOver(false);
      if (event.dataTransfer.files.length === 0) return;
      event.preventDefault();
      onFiles([...event.dataTransfer.files]);
    },
    onPaste: (event: ReactClipboardEvent) => {
      const files = pastedFiles(event.clipboardData);
      if (files.length === 0) return;
      event.preventDefault();
      onFiles(files);
    },
  };
  return { isOver, takes };
}

/** Files and pictures alone: cells of a sheet come as a picture too, and whoever pastes them means their text. */
export function pastedFiles(data: DataTransfer | null): File[] {
  return data && !data.types.includes("text/plain") ? [...data.files] : [];
}
