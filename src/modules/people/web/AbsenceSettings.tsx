import type { Condition } from "#lib/filter.ts";
import { Link } from "#ui/Link.tsx";
import { Card } from "#ui/parts/Card.tsx";
import { useRead } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { sessionRoute } from "../api.ts";
import { absencesRoute } from "../comingAndGoing.ts";
import { AbsenceForm, AbsenceList } from "./Absences.tsx";
import { Settings } from "./Settings.tsx";

/** When I am away, who covers for me, and whom I cover. */
export default function AbsenceSettings() {
  const { t } = useWords();
  const { data } = useRead(sessionRoute, {}, { when: false });
  return (
    <Settings>
      {data && (
        <Card title={t("people.away.mine")}>
          <p className="lead">{t("people.away.lead")}</p>
          <AbsenceList person={data.person.id} />
          <div className="card-body">
            <AbsenceForm person={data.person.id} />
          </div>
        </Card>
      )}
      {data && <Covering me={data.person.id} />}
    </Settings>
  );
}

function Covering({ me }: { me: string }) {
  const { t, formatDate } = useWords();
  const { data } = useRead(absencesRoute, { query: {} }, { topics: ["absences"] });
  const covered = (data ?? []).filter((one) => one.coverId === me);
  if (covered.length === 0) return null;
  return (
    <Card title={t("people.away.covering")}>
      <ul>
        {covered.map((one) => (
          <li key={one.id} className="li">
            <span className="grow">
              {t("people.away.covering_line", {
                name: one.person,
                from: formatDate(one.fromOn, "long"),
                to: formatDate(one.toOn, "long"),
              })}
            </span>
            <Link className="link s" to={openDealsOf(one.personId)}>
              {t("people.away.their_deals")}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** In the words of the list of deals, which this module comes before. */
function openDealsOf(personId: string): string {
  const all: Condition[] = [
    { field: "status", is: "anyOf", value: ["open"] },
    { field: "ownerId", is: "anyOf", value: [personId] },
  ];
  return `/deals?${new URLSearchParams({ view: "all", filter: JSON.stringify({ all }) })}`;
}
