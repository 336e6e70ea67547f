import { useState } from "react";
import type { Answered } from "#lib/route.ts";
import { Button, ButtonLink } from "#ui/parts/Button.tsx";
import { Card } from "#ui/parts/Card.tsx";
import { Dialog } from "#ui/parts/Dialog.tsx";
import { useWrite } from "#ui/query.ts";
import { useSession } from "#ui/session.ts";
import { useWords } from "#ui/words.tsx";
import { type importRoute, removeSampleRoute } from "../api.ts";
import { isUnderway } from "../importRun.ts";
import { Progress } from "./Progress.tsx";

/** The sample while it comes, is here, or goes; where it comes from, and what of it is generated. */
export function SampleCard({ sample }: { sample: Answered<typeof importRoute> }) {
  const { t, rich, formatNumber } = useWords();
  const { user } = useSession();
  const [asking, setAsking] = useState(false);
  const remove = useWrite(removeSampleRoute, { touches: ["imports", "workspace"], onDone: () => setAsking(false) });
  const { state, rowsDone, rowsTotal } = sample;
  const isLeaving = state === "undoing";
  const share = { done: formatNumber(rowsDone), total: formatNumber(rowsTotal) };
  const said = isLeaving
    ? t("imports.sample.removing")
    : rowsTotal > 0
      ? t("imports.sample.filling", share)
      : t("imports.sample.begins");
  return (
    <Card title={t("imports.sample.title")} className="sample">
      <div className="pad">
        {isUnderway(state) ? (
          <Progress done={isLeaving ? 0 : rowsDone} total={isLeaving ? 0 : rowsTotal} label={said} />
        ) : (
          <strong role="status">{t("imports.sample.ready")}</strong>
        )}
        <p className="s ink2">{rich("imports.sample.credit")}</p>
        {state === "done" && (
          <span className="row">
            <ButtonLink to="/pipeline" primary>
              {t("imports.sample.open")}
            </ButtonLink>
            {user.admin && <Button onClick={() => setAsking(true)}>{t("imports.sample.remove")}</Button>}
          </span>
        )}
      </div>
      {asking && (
        <Dialog
          title={t("imports.sample.remove_title")}
          onClose={() => setAsking(false)}
          foot={
            <Button primary disabled={remove.sending || !remove.mayWrite} onClick={() => void remove.send({})}>
              {t("imports.sample.remove")}
            </Button>
          }
        >
          <p>{t("imports.sample.remove_text")}</p>
        </Dialog>
      )}
    </Card>
  );
}
