import { useState } from "react";
import type { Answered } from "#lib/route.ts";
import { Settings } from "#modules/people/web/public.tsx";
import { toast } from "#ui/frame/toasts.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Card, Empty, Problem } from "#ui/parts/Card.tsx";
import { Dialog } from "#ui/parts/Dialog.tsx";
import { Menu } from "#ui/parts/Menu.tsx";
import { Skeleton } from "#ui/parts/Skeleton.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { useSession } from "#ui/session.ts";
import { useWords } from "#ui/words.tsx";
import { purgeRoute, restoreRoute, trashRoute } from "../api.ts";

type Row = Answered<typeof trashRoute>["rows"][number];

const kinds = ["deal", "organization", "contact", "activity"] as const;
type Kind = (typeof kinds)[number];
const touches = ["trash", "deals", "organizations", "contacts", "activities"];

/** What one deleted or may restore, by kind, with how long it still lies there. */
export default function TrashScreen() {
  const { t } = useWords();
  const { data, error, again } = useRead(trashRoute, {}, { topics: touches });
  const [purging, setPurging] = useState<{ row: Row; kind: Kind } | null>(null);
  const filled = kinds.flatMap((kind) => {
    const rows = (data?.rows ?? []).filter((row) => row.kind === kind);
    return rows.length > 0 ? [{ kind, rows }] : [];
  });
  return (
    <Settings>
      {error && <Problem error={error} onAgain={again} />}
      {!data && !error && <Skeleton lines={5} height={36} />}
      {data && filled.length > 0 && <p className="s ink2">{t("trash.lead", { days: data.days })}</p>}
      {data && filled.length === 0 && (
        <Card title={t("trash.title")}>
          <Empty title={t("trash.none")}>{t("trash.none_hint", { days: data.days })}</Empty>
        </Card>
      )}
      {filled.map(({ kind, rows }) => (
        <Card key={kind} title={t(`trash.kind.${kind}`)}>
          <ul>
            {rows.map((row) => (
              <Line key={row.id} row={row} onPurge={() => setPurging({ row, kind })} />
            ))}
          </ul>
        </Card>
      ))}
      {purging && <PurgeDialog {...purging} onClose={() => setPurging(null)} />}
    </Settings>
  );
}

function Line({ row, onPurge }: { row: Row; onPurge: () => void }) {
  const { t, formatMoment } = useWords();
  const { user } = useSession();
  const { send, sending, mayWrite } = useWrite(restoreRoute, {
    touches,
    onDone: () => void toast.done(t("trash.restored", { name: row.title })),
  });
  const when = formatMoment(row.deletedAt);
  const left = t("trash.days_left", { days: row.daysLeft });
  return (
    <li className="li">
      <span className="grow">
        <strong>{row.title}</strong>{" "}
        <span className="s ink2 num">
          {[row.deletedBy ? t("trash.by", { name: row.deletedBy, when }) : when, left].join(" · ")}
        </span>
      </span>
      {row.mayRestore && (
        <Button
          small
          icon="undo"
          name={t("trash.restore_one", { name: row.title })}
          disabled={!mayWrite || sending}
          onClick={() => void send({ params: { kind: row.kind, id: row.id } })}
        >
          {t("trash.restore")}
        </Button>
      )}
      {user.admin && (
        <Menu
          name={t("trash.more", { name: row.title })}
          className="btn quiet sm ico"
          items={[{ label: t("trash.purge"), icon: "trash", danger: true, run: onPurge }]}
        >
          ⋯
        </Menu>
      )}
    </li>
  );
}

/** Asks before something that nothing brings back, and names what will happen. */
function PurgeDialog({ row, kind, onClose }: { row: Row; kind: Kind; onClose: () => void }) {
  const { t } = useWords();
  const { send, sending, mayWrite } = useWrite(purgeRoute, {
    touches,
    onDone: () => {
      toast.done(t("trash.purged", { name: row.title }));
      onClose();
    },
  });
  return (
    <Dialog
      title={t("trash.purge_title", { name: row.title })}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t("ui.part.cancel")}</Button>
          <Button
            className="bad"
            disabled={!mayWrite || sending}
            onClick={() => void send({ params: { kind, id: row.id } })}
          >
            {t("trash.purge_do")}
          </Button>
        </>
      }
    >
      <div className="form">
        <p>{t(`trash.purge_what.${kind}`)}</p>
        <p>{t("trash.purge_undo")}</p>
      </div>
    </Dialog>
  );
}
