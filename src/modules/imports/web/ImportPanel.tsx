import { useState } from "react";
import { useSearchParams } from "react-router";
import { Button } from "#ui/parts/Button.tsx";
import { Problem } from "#ui/parts/Card.tsx";
import { Tabs } from "#ui/parts/Tabs.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { sentenceOf } from "#ui/refusals.ts";
import { useWords } from "#ui/words.tsx";
import { importsRoute, startImportRoute } from "../api.ts";
import { inImportOrder } from "../importRun.ts";
import { Dropzone } from "./Dropzone.tsx";
import { MatchCard } from "./MatchCard.tsx";
import { PastImports } from "./PastImports.tsx";
import { useUploads } from "./useUploads.ts";

/** Files chosen, matched and brought in, each after those it may name; below, what came before. */
export function ImportPanel() {
  const words = useWords();
  const { t } = words;
  const { data, error, again } = useRead(importsRoute, {}, { topics: ["imports"] });
  const [address, setAddress] = useSearchParams();
  const [adding, setAdding] = useState(false);
  const uploads = useUploads((id) => choose(id));
  const start = useWrite(startImportRoute, { touches: ["imports"] });
  const drafts = inImportOrder((data ?? []).filter(({ state }) => state === "draft"));
  const current = drafts.find(({ id }) => id === address.get("file")) ?? drafts[0];
  function choose(id: string): void {
    setAdding(false);
    setAddress((old) => new URLSearchParams([...[...old].filter(([name]) => name !== "file"), ["file", id]]), {
      replace: true,
    });
  }
  const startAll = async () => {
    for (const { id } of drafts.filter(({ kind }) => kind !== "unknown")) await start.send({ params: { id } });
  };
  return (
    <>
      {error && <Problem error={error} onAgain={again} />}
      {uploads.refused.map(({ name, error: refusal }) => (
        <p key={name} className="note err" role="alert">
          <strong>{name}</strong> {sentenceOf(words, refusal)}
        </p>
      ))}
      {drafts.length > 1 && (
        <div className="row files">
          <Tabs
            label={t("imports.import.files")}
            tabs={drafts.map(({ id, fileName }) => ({ name: id as string, label: fileName }))}
            current={current?.id ?? ""}
            onChange={choose}
          />
          <span className="grow" />
          <Button
            small
            disabled={uploads.name !== null || start.sending || !start.mayWrite}
            onClick={() => void startAll()}
          >
            {t("imports.dry.import_all")}
          </Button>
        </div>
      )}
      {current && <MatchCard key={current.id} run={current} onOther={() => setAdding(!adding)} />}
      {data && (!current || adding) && <Dropzone uploads={uploads} />}
      {data && <PastImports runs={data.filter(({ state }) => state !== "draft")} />}
    </>
  );
}
