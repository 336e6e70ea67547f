import { useState } from "react";
import type { Answered } from "#lib/route.ts";
import { useKeys } from "#ui/frame/keys.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Problem } from "#ui/parts/Card.tsx";
import { Select } from "#ui/parts/Field.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import { Skeleton } from "#ui/parts/Skeleton.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import {
  type DryRun,
  dropImportRoute,
  dryRunRoute,
  type importRoute,
  setMappingRoute,
  startImportRoute,
} from "../api.ts";
import { encodings } from "../decodeBytes.ts";
import { targetKinds } from "../target.ts";
import { ColumnsTable } from "./ColumnsTable.tsx";
import { DryRunFoot } from "./DryRunFoot.tsx";
import { PlannedRows } from "./PlannedRows.tsx";
import { SettlePanel } from "./SettlePanel.tsx";

type Run = Answered<typeof importRoute>;
export type Say = (body: Parameters<ReturnType<typeof useWrite<typeof setMappingRoute>>["send"]>[0]["body"]) => void;

/** One file before it goes in: where its columns go, what is to settle, and what its rows will become. */
export function MatchCard({ run, onOther }: { run: Run; onOther: () => void }) {
  const { t } = useWords();
  const params = { id: run.id };
  const topic = `import:${run.id}`;
  const topics = [topic, "people", "organizations", "pipelines"];
  const { data: plan, error, again, stale } = useRead(dryRunRoute, { params }, { topics, keep: true });
  const mapping = useWrite(setMappingRoute, { touches: [topic, "imports"] });
  const start = useWrite(startImportRoute, { touches: ["imports"] });
  const drop = useWrite(dropImportRoute, { touches: ["imports"] });
  const [shown, setShown] = useState<{ outcome?: "problem"; cause?: string } | null>(null);
  const say: Say = (body) => void mapping.send({ params, body });
  const mayStart = plan?.counts && plan.counts.create + plan.counts.update > 0 && !start.sending && start.mayWrite;
  const begin = () => void (mayStart && start.send({ params }));
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
            <HowRead plan={plan} onSay={say} />
            <ColumnsTable plan={plan} onSay={say} />
          </div>
          <SettlePanel plan={plan} onSay={say} onSee={(cause) => setShown({ cause })} />
          <DryRunFoot
            plan={plan}
            fileId={run.id}
            mayStart={Boolean(mayStart)}
            onStart={begin}
            onSee={() => setShown({})}
          />
        </>
      )}
      {shown && <PlannedRows id={run.id} query={shown} onClose={() => setShown(null)} />}
    </section>
  );
}

const separatorWords = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "bar" } as const;

function HowRead({ plan, onSay }: { plan: DryRun; onSay: Say }) {
  const { t } = useWords();
  const kinds = targetKinds.map((kind) => ({ value: kind, label: t(`imports.kind.${kind}`) }));
  const signs = ([",", ";", "\t", "|"] as const).map((sign) => ({
    value: sign,
    label: t(`imports.import.separator.${separatorWords[sign]}`),
  }));
  return (
    <div className="how">
      <Select
        label={t("imports.import.rows_are")}
        choices={kinds}
        value={plan.kind === "unknown" ? "" : plan.kind}
        onChange={(kind) => onSay({ kind })}
      />
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
    </div>
  );
}
