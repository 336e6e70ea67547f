import { useState } from "react";
import type { Answered } from "#lib/route.ts";
import { useKeys } from "#ui/frame/keys.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Problem } from "#ui/parts/Card.tsx";
import { Select } from "#ui/parts/Field.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import { Skeleton } from "#ui/parts/Skeleton.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { useSession } from "#ui/session.ts";
import { useWords } from "#ui/words.tsx";
import {
  addImportFieldRoute,
  type DryRun,
  dropImportRoute,
  dryRunRoute,
  forgetMappingRoute,
  type importRoute,
  setMappingRoute,
  startImportRoute,
} from "../api.ts";
import { encodings } from "../decodeBytes.ts";
import { fieldedBy } from "../target.ts";
import { targetKinds } from "../targetKinds.ts";
import { ColumnsTable } from "./ColumnsTable.tsx";
import { DryRunFoot } from "./DryRunFoot.tsx";
import { PlannedRows } from "./PlannedRows.tsx";
import { SettlePanel } from "./SettlePanel.tsx";
import { SumsPanel } from "./SumsPanel.tsx";

type Run = Answered<typeof importRoute>;
export type Say = (body: Parameters<ReturnType<typeof useWrite<typeof setMappingRoute>>["send"]>[0]["body"]) => void;

/** One file before it goes in: where its columns go, what is to settle, and what its rows will become. */
export function MatchCard({ run, onOther }: { run: Run; onOther: () => void }) {
  const { t } = useWords();
  const { user } = useSession();
  const params = { id: run.id };
  const topic = `import:${run.id}`;
  const topics = [topic, "people", "organizations", "pipelines"];
  const { data: plan, error, again, stale } = useRead(dryRunRoute, { params }, { topics, keep: true });
  const mapping = useWrite(setMappingRoute, { touches: [topic, "imports"] });
  const start = useWrite(startImportRoute, { touches: ["imports"] });
  const drop = useWrite(dropImportRoute, { touches: ["imports"] });
  const addField = useWrite(addImportFieldRoute, { touches: [topic, "imports", "fields"] });
  const [shown, setShown] = useState<{
    outcome?: "problem";
    cause?: string;
    differs?: number;
    currency?: string;
  } | null>(null);
  const say: Say = (body) => void mapping.send({ params, body });
  const mayStart = plan?.counts && plan.counts.create + plan.counts.update > 0 && !start.sending && start.mayWrite;
  const begin = () => void (mayStart && start.send({ params }));
  const mayAddField = user.admin && plan && plan.kind !== "unknown" && fieldedBy(plan.kind) !== null;
  useKeys([{ keys: "mod+enter", label: "imports.import.title", group: "here", run: begin }]);
  return (
    <section className="card imp" aria-label={run.fileName} aria-busy={stale || mapping.sending}>
      <header>
        <h2 className="cut">{run.fileName}</h2>
        {plan && (
          <span className="s ink2 num">
            {t("imports.import.shape", { rows: plan.lines, columns: plan.columns.length })}
          </span>
        )}
        <span className="steps desk">
          <span>{t("imports.import.step.choose")}</span>
          <Icon name="right" small />
          <b>{t("imports.import.step.check")}</b>
          <Icon name="right" small />
          <span>{t("imports.import.step.run")}</span>
        </span>
        <span className="more row">
          <Button quiet small disabled={drop.sending} onClick={() => void drop.send({ params })}>
            {t("imports.import.put_away")}
          </Button>
          <Button quiet small onClick={onOther}>
            {t("imports.import.choose")}
          </Button>
        </span>
      </header>
      {error && <Problem error={error} onAgain={again} />}
      {!plan && !error && <Skeleton lines={8} height={36} />}
      {plan && (
        <>
          <div className="map">
            <Notices run={run} plan={plan} />
            <HowRead run={run} plan={plan} onSay={say} />
            <ColumnsTable
              plan={plan}
              onSay={say}
              onNewField={mayAddField ? (column) => void addField.send({ params, body: { column } }) : undefined}
            />
          </div>
          <SettlePanel plan={plan} onSay={say} onSee={(cause) => setShown({ cause })} />
          <SumsPanel
            plan={plan}
            onSee={(differs, currency) => setShown({ differs, ...(currency ? { currency } : {}) })}
          />
          <DryRunFoot
            plan={plan}
            fileId={run.id}
            mayStart={Boolean(mayStart)}
            onStart={begin}
            onSee={() => setShown({})}
          />
        </>
      )}
      {shown && <PlannedRows id={run.id} own={plan?.own ?? []} query={shown} onClose={() => setShown(null)} />}
    </section>
  );
}

/** What holds for this file from before: where its columns went last time, and that it is one of mended problems. */
function Notices({ run, plan }: { run: Run; plan: DryRun }) {
  const { t } = useWords();
  const forget = useWrite(forgetMappingRoute, { touches: [`import:${run.id}`, "imports"] });
  return (
    <>
      {run.remembered && (
        <p className="note s">
          <Icon name="check" small />
          <span className="grow">{t("imports.import.remembered")}</span>
          <Button quiet small disabled={forget.sending} onClick={() => void forget.send({ params: { id: run.id } })}>
            {t("imports.import.forget")}
          </Button>
        </p>
      )}
      {plan.isProblems && (
        <p className="note s">
          <Icon name="check" small />
          <span className="grow">{t("imports.import.is_problems")}</span>
        </p>
      )}
    </>
  );
}

const separatorWords = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "bar" } as const;

function HowRead({ run, plan, onSay }: { run: Run; plan: DryRun; onSay: Say }) {
  const { t } = useWords();
  const kinds = targetKinds.map((kind) => ({ value: kind, label: t(`imports.kind.${kind}`) }));
  return (
    <div className="how">
      <Select
        label={t("imports.import.rows_are")}
        choices={kinds}
        value={plan.kind === "unknown" ? "" : plan.kind}
        onChange={(kind) => onSay({ kind })}
      />
      {run.sheet === null ? (
        <TextReading plan={plan} onSay={onSay} />
      ) : (
        <Select
          label={t("imports.import.sheet")}
          choices={run.sheets.map((name) => ({ value: name, label: name }))}
          value={run.sheet}
          onChange={(sheet) => onSay({ sheet })}
        />
      )}
    </div>
  );
}

/** How a text file is read; a workbook says it itself. */
function TextReading({ plan, onSay }: { plan: DryRun; onSay: Say }) {
  const { t } = useWords();
  const signs = ([",", ";", "\t", "|"] as const).map((sign) => ({
    value: sign,
    label: t(`imports.import.separator.${separatorWords[sign]}`),
  }));
  return (
    <>
      <Select
        label={t("imports.import.encoding")}
        choices={encodings.map((encoding) => ({ value: encoding, label: encoding.toUpperCase() }))}
        value={plan.encoding}
        onChange={(encoding) => onSay({ encoding })}
      />
      <Select
        label={t("imports.import.separator")}
        choices={signs}
        value={plan.separator}
        onChange={(separator) => onSay({ separator })}
      />
    </>
  );
}
