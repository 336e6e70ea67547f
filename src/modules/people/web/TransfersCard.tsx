import { Button } from "#ui/parts/Button.tsx";
import { Card } from "#ui/parts/Card.tsx";
import { useRead } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { transfersRoute } from "../comingAndGoing.ts";
import { useKindName } from "./Takers.tsx";
import { useTakeBack } from "./useTakeBack.ts";

/** What passed from one to another within thirty days, with the way back. */
export function TransfersCard() {
  const { t, formatDate, formatMoment } = useWords();
  const kindName = useKindName();
  const takeBack = useTakeBack();
  const { data } = useRead(transfersRoute, {}, { topics: ["transfers"] });
  if (!data || data.length === 0) return null;
  return (
    <Card title={t("people.transfer.recent")}>
      <ul>
        {data.map((one) => (
          <li key={one.id} className="li">
            <span className="grow">
              <strong>
                {one.lastOn
                  ? t("people.transfer.left", { name: one.from.name, date: formatDate(one.lastOn, "long") })
                  : t("people.transfer.from", { name: one.from.name })}
              </strong>{" "}
              <span className="s ink2">
                {[
                  ...one.moved.map(({ kind, to, count }) =>
                    t("people.transfer.moved", { kind: kindName(kind), to, count }),
                  ),
                  formatMoment(one.at),
                ].join(" · ")}
              </span>
            </span>
            {one.takenBackAt ? (
              <span className="s ink2">{t("people.transfer.taken_back", { date: formatMoment(one.takenBackAt) })}</span>
            ) : (
              <Button small onClick={() => void takeBack(one.id)}>
                {t("people.transfer.take_back")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
