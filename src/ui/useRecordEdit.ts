import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { CallRefused, NoConnection } from "#ui/call.ts";
import { useConnection } from "#ui/connection.ts";
import { toast } from "#ui/frame/toasts.ts";
import { touch } from "#ui/query.ts";
import { sentenceOf } from "#ui/refusals.ts";
import { useWords } from "#ui/words.tsx";

/** What one wants to write, in words too, and how the record says the same by now. */
export type Wanted<Seen, Fields> = { fields: Fields; shown: string; theirs: (now: Seen) => string };

type Given<Seen, Fields> = {
  record: Seen;
  /** Where the record is cached, and who follows it. */
  key: QueryKey;
  topics: readonly string[];
  write: (fields: Fields, ifMatch: string | undefined) => Promise<object>;
  /** What of the fields can be shown before the server has answered. */
  ahead?: (fields: Fields) => Partial<Seen>;
};

export type RecordEdit<Seen, Fields> = {
  /** The fact that is open for writing. */
  open: string | null;
  setOpen: (name: string | null) => void;
  save: (wanted: Wanted<Seen, Fields>) => Promise<void>;
  mayWrite: boolean;
  /** What is wrong with what was written. */
  refusal: Error | null;
  clash: Wanted<Seen, Fields> | null;
  keepMine: () => void;
  keepTheirs: () => void;
};

/** Changes a record as it was seen. Someone else's change in between is a clash: both values are shown, and one is kept. */
export function useRecordEdit<Seen extends { version: number; mayWrite: boolean }, Fields>(
  given: Given<Seen, Fields>,
): RecordEdit<Seen, Fields> {
  const { record, key, topics, write, ahead } = given;
  const client = useQueryClient();
  const words = useWords();
  const { online } = useConnection();
  const [open, setOpen] = useState<string | null>(null);
  const [clash, setClash] = useState<Wanted<Seen, Fields> | null>(null);
  const [refusal, setRefusal] = useState<Error | null>(null);
  const isSending = useRef(false);
  const refuse = (error: unknown, wanted: Wanted<Seen, Fields>) => {
    if (!(error instanceof CallRefused) && !(error instanceof NoConnection)) throw error;
    if (error instanceof CallRefused && error.status === 412) setClash(wanted);
    else if (error instanceof CallRefused && error.status === 422) setRefusal(error);
    else toast.error(sentenceOf(words, error));
  };
  const send = async (wanted: Wanted<Seen, Fields>, ifMatch: string | undefined) => {
    if (isSending.current) return;
    isSending.current = true;
    setRefusal(null);
    const before = client.getQueryData<Seen>(key);
    client.setQueryData<Seen>(key, (old) => old && { ...old, ...ahead?.(wanted.fields) });
    try {
      const answer = await write(wanted.fields, ifMatch);
      client.setQueryData<Seen>(key, (old) => old && { ...old, ...answer });
      setOpen(null);
      setClash(null);
    } catch (error) {
      client.setQueryData(key, before);
      refuse(error, wanted);
    } finally {
      isSending.current = false;
      void touch(client, topics);
    }
  };
  return {
    ...{ open, refusal, clash, mayWrite: record.mayWrite && online },
    setOpen: (name) => {
      setRefusal(null);
      setOpen(name);
    },
    save: (wanted) => send(wanted, String(record.version)),
    keepMine: () => clash && void send(clash, undefined),
    keepTheirs: () => {
      setClash(null);
      setOpen(null);
    },
  };
}
