import { useState } from "react";
import type { Answered } from "#lib/route.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Empty } from "#ui/parts/Card.tsx";
import { Dialog } from "#ui/parts/Dialog.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import type { IconName } from "#ui/parts/icons.ts";
import { When } from "#ui/parts/When.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { type importRoute, keptRoute, startImportRoute, undoImportRoute } from "../api.ts";
import { isUnderway } from "../importRun.ts";
import { Progress } from "./Progress.tsx";

type Run = Answered<typeof importRoute>;

/** Files that are on their way or were brought in, each with its undo. */
export function PastImports({ runs }: { runs: readonly Run[] }) {
  const { t } = useWords();
  return (
    <section className="card runs" aria-label={t("imports.past.title")}>
      {runs.length === 0 ? (
        <Empty title={t("imports.past.none")}>{t("imports.past.none_hint")}</Empty>
      ) : (
        <ol className="num">
          {runs.map((run) => (
            <PastImport key={run.id} run={run} />
          ))}
        </ol>
      )}
    </section>
  );
}

const marks: Partial<Record<Run["state"], IconName>> = { done: "check", failed: "warn", undone: "undo" };

function PastImport({ run }: { run: Run }) {
  const { t } = useWords();
  const [asking, setAsking] = useState(false);
  const [listing, setListing] = useState(false);
  const again = useWrite(startImportRoute, { touches: ["imports"] });
  const { state, fileName, kept } = run;
  const mayUndo = state === "done" || (state === "failed" && run.rowsDone > 0);
  return (
    <li>
      <Icon
        name={marks[state] ?? "clock"}
        small
        className={state === "done" ? "t-won" : state === "failed" ? "t-lost" : ""}
      />
      <strong className="cut" title={fileName}>
        {fileName}
      </strong>
      <State run={run} />
      <span className="ink2 s">
        <When at={run.undoneAt ?? run.finishedAt ?? run.at} />
      </span>
      <span className="row acts">
        {kept > 0 && (
          <Button small quiet onClick={() => setListing(true)}>
            {t("imports.past.kept", { count: kept })}
          </Button>
        )}
        {state === "failed" && (
          <Button small disabled={again.sending} onClick={() => void again.send({ params: { id: run.id } })}>
            {t("imports.past.again")}
          </Button>
        )}
        {mayUndo && (
          <Button
            small
            icon="undo"
            name={t("imports.past.undo_name", { file: fileName })}
            onClick={() => setAsking(true)}
          >
            {t("imports.past.undo")}
          </Button>
        )}
      </span>
      {asking && <AskUndo run={run} onClose={() => setAsking(false)} />}
      {listing && <Kept run={run} onClose={() => setListing(false)} />}
    </li>
  );
}

function State({ run }: { run: Run }) {
  const { t, find, formatNumber } = useWords();
  const { state, rowsDone, rowsTotal, counts, problem, kind } = run;
  if (state === "queued") return <span className="s ink2">{t("imports.past.queued")}</span>;
  if (isUnderway(state)) {
    const said =
      state === "undoing"
        ? t("imports.past.undoing")
        : t("imports.past.running", { done: formatNumber(rowsDone), total: formatNumber(rowsTotal) });
    return <Progress done={rowsDone} total={state === "undoing" ? 0 : rowsTotal} label={said} />;
  }
  if (state === "undone") return <span className="s ink2">{t("imports.past.undone")}</span>;
  if (state === "failed") {
    const why = (problem && find(`imports.refusal.${problem}`)) || problem || "";
    return <span className="s t-lost">{t("imports.past.failed", { why })}</span>;
  }
  const known = kind === "unknown" || kind === "sample" ? undefined : kind;
  const create = known
    ? t(`imports.kinds.${known}`, { count: counts?.create ?? 0 })
    : formatNumber(counts?.create ?? 0);
  const told = { update: formatNumber(counts?.update ?? 0), problem: formatNumber(counts?.problem ?? 0) };
  return <span className="s ink2">{t("imports.past.done", { create, ...told })}</span>;
}

function AskUndo({ run, onClose }: { run: Run; onClose: () => void }) {
  const { t } = useWords();
  const undo = useWrite(undoImportRoute, { touches: ["imports"], onDone: onClose });
  return (
    <Dialog
      title={t("imports.past.undo_title", { file: run.fileName })}
      onClose={onClose}
      foot={
        <Button
          primary
          icon="undo"
          disabled={undo.sending || !undo.mayWrite}
          onClick={() => void undo.send({ params: { id: run.id } })}
        >
          {t("imports.past.undo")}
        </Button>
      }
    >
      <p>{t("imports.past.undo_text")}</p>
    </Dialog>
  );
}

function Kept({ run, onClose }: { run: Run; onClose: () => void }) {
  const { t } = useWords();
  const { data } = useRead(keptRoute, { params: { id: run.id } });
  return (
    <Dialog title={t("imports.kept.title")} onClose={onClose}>
      <ul>
        {data?.map(({ id, kind, name, why }) => (
          <li key={id} className="li">
            <span className="grow cut">
              {name} <span className="ink2 s">{t(`imports.kind.${kind}`)}</span>
            </span>
            <span className="s ink2">{t(`imports.kept.${why}`)}</span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
