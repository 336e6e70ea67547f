import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { Answered, Asked } from "#lib/route.ts";
import { CallRefused } from "#ui/call.ts";
import { changing, keyOf, touch, useWrite } from "#ui/query.ts";
import { changeDealRoute, dealRoute } from "../api.ts";

export type SeenDeal = Answered<typeof dealRoute>;
export type Fields = Asked<typeof changeDealRoute>["body"];
export type Clash = { fields: Fields; shown: string; theirs: (deal: SeenDeal) => string };

/** Changes a deal as it was seen. Someone else's change in between is a clash: both values are shown, and one is kept. */
export function useFactEdit(deal: SeenDeal) {
  const client = useQueryClient();
  const [open, setOpen] = useState<string | null>(null);
  const [clash, setClash] = useState<Clash | null>(null);
  const [refusal, setRefusal] = useState<Error | null>(null);
  const asked = { params: { id: deal.id } };
  const saving = useRef<Clash | null>(null);
  const writing = useWrite(changeDealRoute, {
    touches: ["deals"],
    onDone: (answer) => client.setQueryData<SeenDeal>(keyOf(dealRoute, asked), (old) => old && { ...old, ...answer }),
    onRefused: (error) => {
      const isStale = error instanceof CallRefused && error.status === 412;
      if (isStale) {
        setClash(saving.current);
        void touch(client, [`deal:${deal.id}`]);
      } else if (error instanceof CallRefused && error.status === 422) setRefusal(error);
      else return false;
      return true;
    },
  });
  const save = async (change: Clash, version: number | null = deal.version) => {
    saving.current = change;
    setRefusal(null);
    const undo = showAhead(client, asked, change.fields);
    const options = version === null ? {} : { ifMatch: String(version) };
    const answer = await writing.send({ ...asked, body: change.fields }, options);
    if (!answer) return undo();
    setOpen(null);
    setClash(null);
  };
  return {
    ...{ open, setOpen, refusal, save, mayWrite: deal.mayWrite && writing.mayWrite },
    clash,
    keepMine: () => clash && void save(clash, null),
    keepTheirs: () => {
      setClash(null);
      setOpen(null);
    },
  };
}

type Client = ReturnType<typeof useQueryClient>;

/** Shows at once the fields that the page has in the same shape; answers how to take them back. */
function showAhead(client: Client, asked: { params: { id: SeenDeal["id"] } }, fields: Fields): () => void {
  const { name, value, expectedCloseOn } = fields;
  const { key, apply } = changing(dealRoute, asked, (old) => ({
    ...old,
    ...(name === undefined ? {} : { name }),
    ...(value === undefined ? {} : { value, baseMinor: value.minor }),
    ...(expectedCloseOn === undefined ? {} : { expectedCloseOn }),
  }));
  const before = client.getQueryData(key);
  client.setQueryData(key, apply);
  return () => void client.setQueryData(key, before);
}
