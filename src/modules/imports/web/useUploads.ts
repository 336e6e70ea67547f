import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "#ui/call.ts";
import { touch } from "#ui/query.ts";
import { uploadRoute } from "../api.ts";

export type Uploads = {
  take: (files: readonly File[]) => Promise<void>;
  /** The file that is on its way. */
  name: string | null;
  refused: readonly { name: string; error: Error }[];
};

/** Sends files one after another, so that each refusal is that file's own. `onKept` hears of the first one kept. */
export function useUploads(onKept: (id: string) => void): Uploads {
  const client = useQueryClient();
  const [name, setName] = useState<string | null>(null);
  const [refused, setRefused] = useState<Uploads["refused"]>([]);
  const take = async (files: readonly File[]) => {
    setRefused([]);
    let first = true;
    for (const file of files) {
      setName(file.name);
      try {
        const kept = await call(uploadRoute, { query: { name: file.name } }, { bytes: file });
        if (first && files.length === 1) onKept(kept.id);
        first = false;
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        setRefused((old) => [...old, { name: file.name, error }]);
      }
    }
    setName(null);
    await touch(client, ["imports"]);
  };
  return { take, name, refused };
}
