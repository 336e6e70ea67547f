import { useEffect, useRef, useState } from "react";
import type { Asked } from "#lib/route.ts";
import { toast } from "#ui/frame/toasts.ts";
import { useRead, useWrite } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { type BulkShape, bulkRoute, bulkStateRoute, listRoute, undoBulkRoute } from "../api.ts";
import { useLabels } from "./labels.ts";

type Body = Asked<typeof bulkRoute>["body"];

/** Changes many records, says what became of it with an undo, and follows one that goes on in the background. */
export function useChangeMany(list: string, topics: readonly string[]) {
  const words = useWords();
  const { t, find, locale } = words;
  const [underway, setUnderway] = useState<string | null>(null);
  const undo = useWrite(undoBulkRoute, {
    touches: topics,
    onDone: (bulk) => toast.done(bulk.kept > 0 ? t("lists.undone_but", { count: bulk.kept }) : t("lists.undone")),
  });
  const labels = useLabels();
  const { data: described } = useRead(listRoute, { params: { list } }, { topics: ["fields"] });
  /** Why a row was refused; where fields are missing, which. */
  const whyOf = ({ code, facts }: BulkShape["refused"][number]): string => {
    const needed = namesIn(facts.fields).map((name) => {
      const field = described?.fields.find(({ id }) => id === name.replace(/^custom:/, "custom."));
      return field ? labels.of(field) : (find(`${moduleOf(code)}.field.${name}`) ?? name);
    });
    if (needed.length > 0)
      return t("lists.refused.needs", { fields: new Intl.ListFormat(locale, { type: "conjunction" }).format(needed) });
    return find(`${moduleOf(code)}.refusal.${code}`, plain(facts)) ?? code;
  };
  const tell = (bulk: BulkShape) => {
    if (bulk.done > 0) {
      const text = t(bulk.what === "remove" ? "lists.removed_many" : "lists.changed_many", { count: bulk.done });
      toast.done(text, () => undo.send({ params: { id: bulk.id } }));
    }
    const [first] = bulk.refused;
    if (first) {
      const why = whyOf(first);
      toast.error(
        t("lists.refused_many", {
          count: bulk.total - bulk.done - bulk.waiting,
          why: first.name ? `${first.name}: ${why}` : why,
        }),
      );
    }
  };
  const { send, sending, mayWrite } = useWrite(bulkRoute, {
    touches: topics,
    onDone: (bulk) => (bulk.state === "running" ? setUnderway(bulk.id) : tell(bulk)),
  });
  const progress = useProgress(underway, (bulk) => {
    setUnderway(null);
    tell(bulk);
  });
  return {
    change: (body: Body) => send({ params: { list }, body }),
    busy: sending || underway !== null || !mayWrite,
    progress,
  };
}

/** Asks each second while it goes on: it may be tens of thousands of records. */
function useProgress(id: string | null, onDone: (bulk: BulkShape) => void): BulkShape | undefined {
  const { data, again } = useRead(
    bulkStateRoute,
    { params: { id: (id ?? "") as BulkShape["id"] } },
    { when: id !== null, topics: ["list_changes"] },
  );
  const done = useRef(onDone);
  done.current = onDone;
  useEffect(() => {
    if (id === null) return;
    const timer = setInterval(again, 1000);
    return () => clearInterval(timer);
  }, [id, again]);
  useEffect(() => {
    if (id !== null && data && data.id === id && data.state !== "running") done.current(data);
  }, [id, data]);
  return id === null ? undefined : data;
}

function moduleOf(code: string): string {
  return code.slice(0, code.indexOf("."));
}

function namesIn(fact: unknown): string[] {
  return Array.isArray(fact) ? fact.filter((one) => typeof one === "string") : [];
}

function plain(facts: Record<string, unknown>): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(facts).filter((entry): entry is [string, string | number] =>
      ["string", "number"].includes(typeof entry[1]),
    ),
  );
}
