import type { Answered } from "#lib/route.ts";
import { Chip } from "#ui/parts/Chip.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import { When } from "#ui/parts/When.tsx";
import { useWords } from "#ui/words.tsx";
import { backupFileRoute, type backupsRoute } from "../api.ts";
import { SizeText } from "./SizeText.tsx";

type Backup = Answered<typeof backupsRoute>["backups"][number];

/** The last backups: which is good, how large, where to take it; of one that failed, why and what to do. */
export function BackupsTable({ backups }: { backups: readonly Backup[] }) {
  const { t } = useWords();
  return (
    <section className="backups" aria-label={t("operations.backups.table")}>
      <ol>
        {backups.map((backup) => (
          <BackupLine key={backup.id} backup={backup} />
        ))}
      </ol>
    </section>
  );
}

function BackupLine({ backup }: { backup: Backup }) {
  const { t, formatMoment } = useWords();
  const { id, askedAt, by, kept } = backup;
  const address = backupFileRoute.path.replace("{id}", id);
  return (
    <li>
      <span className="nw">
        <When at={askedAt} length="short" />
      </span>
      <span className="s ink2 cut">{by ?? t("operations.backups.by_night")}</span>
      <State backup={backup} />
      <span className="acts">
        {kept && (
          <a
            className="btn sm"
            href={address}
            download
            aria-label={t("operations.backups.download_name", { when: formatMoment(askedAt) })}
          >
            <Icon name="dl" small />
            {t("operations.backups.download")}
          </a>
        )}
      </span>
    </li>
  );
}

function State({ backup }: { backup: Backup }) {
  const { t, find, formatNumber } = useWords();
  const { state, tables, tablesDone, bytes, rows, files, filesMissing, seconds, cause, kept } = backup;
  if (state === "underway") return <Underway done={tablesDone} tables={tables} />;
  if (state === "failed" && cause)
    return (
      <span className="s">
        <Chip meaning="lost" icon="warn">
          {t("operations.backups.failed")}
        </Chip>{" "}
        {find(`operations.cause.${cause.code}`, cause.facts) ?? cause.code}
      </span>
    );
  const held = { rows: formatNumber(rows ?? 0), tables: formatNumber(tables) };
  return (
    <span className="s row">
      <Chip meaning="won" icon="check">
        {t("operations.backups.done")}
      </Chip>
      <SizeText bytes={bytes} />
      <span className="ink2 wide">{t("operations.backups.rows", held)}</span>
      {files !== null && <span className="ink2 wide">{t("operations.backups.files", { count: files })}</span>}
      {filesMissing !== null && filesMissing > 0 && (
        <Chip meaning="risk" icon="warn">
          {t("operations.backups.files_missing", { count: filesMissing })}
        </Chip>
      )}
      <span className="ink2 wide">{t("operations.backups.seconds", { seconds: formatNumber(seconds ?? 0, 1) })}</span>
      {!kept && <span className="ink2">{t("operations.backups.made_room")}</span>}
    </span>
  );
}

function Underway({ done, tables }: { done: number; tables: number }) {
  const { t } = useWords();
  const label = tables > 0 ? t("operations.backups.underway", { done, tables }) : t("operations.backups.waiting");
  const known = tables > 0 ? { "aria-valuenow": done, "aria-valuemin": 0, "aria-valuemax": tables } : {};
  return (
    <span className="backup-progress">
      <span role="progressbar" aria-label={label} {...known}>
        <i style={{ width: tables > 0 ? `${Math.round((done / tables) * 100)}%` : "8%" }} />
      </span>
      <span className="s ink2">{label}</span>
    </span>
  );
}
