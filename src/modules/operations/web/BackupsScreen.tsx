import type { Answered } from "#lib/route.ts";
import { Settings } from "#modules/people/web/public.tsx";
import { toast } from "#ui/frame/toasts.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Card, Empty, Problem } from "#ui/parts/Card.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import { Skeleton } from "#ui/parts/Skeleton.tsx";
import { When } from "#ui/parts/When.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { backUpRoute, backupsRoute, exportRoute } from "../api.ts";
import { BackupsTable } from "./BackupsTable.tsx";
import { SizeText } from "./SizeText.tsx";
import "./operations.css";

type Backups = Answered<typeof backupsRoute>;

/** Where the backups are, how to come back from one, and everything to take along. */
export default function BackupsScreen() {
  const { t } = useWords();
  const { data, error, again } = useRead(backupsRoute, {}, { topics: ["backups"] });
  return (
    <Settings>
      <Card title={t("operations.backups.title")} more={data && <BackUpNow backups={data} />}>
        {error && <Problem error={error} onAgain={again} />}
        {!data && !error && <Skeleton lines={6} />}
        {data && <Overview backups={data} />}
        {data && data.backups.length > 0 && <BackupsTable backups={data.backups} />}
        {data?.place && data.backups.length === 0 && (
          <Empty title={t("operations.backups.none")}>{t("operations.backups.none_hint")}</Empty>
        )}
      </Card>
      <Restore fileName={data?.backups.find(({ kept }) => kept)?.fileName ?? "latest"} />
      <Card title={t("operations.export.title")}>
        <div className="card-body">
          <p className="s ink2">{t("operations.export.lead")}</p>
          <p>
            <a className="btn" href={exportRoute.path} download>
              <Icon name="dl" small />
              {t("operations.export.verb")}
            </a>
          </p>
        </div>
      </Card>
    </Settings>
  );
}

function BackUpNow({ backups: { place, backups } }: { backups: Backups }) {
  const { t } = useWords();
  const { send, sending, mayWrite } = useWrite(backUpRoute, {
    touches: ["backups"],
    onDone: () => toast.done(t("operations.backups.asked")),
  });
  const isUnderway = backups.some(({ state }) => state === "underway");
  if (!place) return null;
  return (
    <Button primary small icon="box" disabled={sending || !mayWrite || isUnderway} onClick={() => void send({})}>
      {t("operations.backups.now")}
    </Button>
  );
}

function Overview({ backups: { place, keep, filesAt, backups } }: { backups: Backups }) {
  const { t } = useWords();
  const last = backups.find(({ state }) => state === "done");
  if (!place)
    return (
      <div className="note err" role="alert">
        <Icon name="warn" small />
        <span className="grow">{t("operations.backups.off")}</span>
      </div>
    );
  return (
    <div className="card-body">
      <p className="s ink2">{t("operations.backups.lead")}</p>
      <dl className="backup-facts">
        <dt>{t("operations.backups.last")}</dt>
        <dd>
          {last ? (
            <>
              <When at={last.askedAt} /> · <SizeText bytes={last.bytes} />
            </>
          ) : (
            t("operations.backups.never")
          )}
        </dd>
        <dt>{t("operations.backups.where")}</dt>
        <dd>
          <code>{place}</code>
        </dd>
        <dt>{t("operations.backups.keep")}</dt>
        <dd>{t("operations.backups.keep_is", keep)}</dd>
        <dt>{t("operations.backups.attached")}</dt>
        <dd>
          {filesAt ? t("operations.backups.attached_at", { place: filesAt }) : t("operations.backups.attached_in")}
        </dd>
      </dl>
      <p className="s ink2">{t("operations.backups.guard")}</p>
    </div>
  );
}

function Restore({ fileName }: { fileName: string }) {
  const { t } = useWords();
  const command = `./clinch restore ${fileName} --replace`;
  const copy = async () => {
    await navigator.clipboard.writeText(command);
    toast.done(t("operations.restore.copied"));
  };
  return (
    <Card title={t("operations.restore.title")}>
      <div className="card-body">
        <p className="s ink2">{t("operations.restore.how")}</p>
        <p className="command">
          <code>{command}</code>
          <Button small onClick={() => void copy()}>
            {t("operations.restore.copy")}
          </Button>
        </p>
        <p className="s ink2">{t("operations.restore.after")}</p>
      </div>
    </Card>
  );
}
