import { useState } from "react";
import { call } from "#ui/call.ts";
import { Button } from "#ui/parts/Button.tsx";
import { useWords } from "#ui/words.tsx";
import { type DryRun, problemsRoute } from "../api.ts";
import { useFieldName } from "./useFieldName.ts";

type Props = { plan: DryRun; fileId: DryRun["id"]; mayStart: boolean; onStart: () => void; onSee: () => void };

/** The dry run in a sentence, the rows that stay out as a file, and the button that brings the others in. */
export function DryRunFoot({ plan, fileId, mayStart, onStart, onSee }: Props) {
  const { t, rich, formatNumber } = useWords();
  const [loading, setLoading] = useState(false);
  const { counts } = plan;
  const number = (of: "create" | "update" | "same" | "problem") => formatNumber(counts?.[of] ?? 0);
  const download = async () => {
    setLoading(true);
    try {
      const { fileName, text } = await call(problemsRoute, { params: { id: fileId } });
      saveFile(fileName, text);
    } finally {
      setLoading(false);
    }
  };
  return (
    <div className="go num">
      <span className="s grow">
        {counts ? (
          <>
            {rich("imports.dry.said", {
              ...{ total: formatNumber(plan.lines), create: number("create"), update: number("update") },
              ...{ same: number("same"), problem: number("problem") },
            })}
            <span className="ink2"> · {t("imports.dry.leave")}</span>
          </>
        ) : (
          <Lacks plan={plan} />
        )}
      </span>
      {counts && (
        <Button small quiet onClick={onSee}>
          {t("imports.settle.see_rows")}
        </Button>
      )}
      {counts && counts.problem > 0 && (
        <Button small icon="dl" disabled={loading} onClick={() => void download()}>
          {t("imports.dry.problems")}
        </Button>
      )}
      <Button primary keys="mod+enter" disabled={!mayStart} onClick={onStart}>
        {t("imports.dry.import", { count: (counts?.create ?? 0) + (counts?.update ?? 0) })}
      </Button>
    </div>
  );
}

function Lacks({ plan }: { plan: DryRun }) {
  const { t, find } = useWords();
  const nameOf = useFieldName();
  const said = plan.lacks.map(({ code, field }) => (field ? nameOf(field) : (find(`imports.refusal.${code}`) ?? code)));
  return <span className="t-risk">{t("imports.dry.lacks", { what: said.join(", ") })}</span>;
}

/** A byte order mark first: spreadsheets take UTF-8 for something else without one. */
function saveFile(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob(["\ufeff", text], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
