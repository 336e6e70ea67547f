import { absencesRoute } from "#modules/people/comingAndGoing.ts";
import { dealListAddress } from "#modules/pipeline/dealListAddress.ts";
import { Link } from "#ui/Link.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import { useRead } from "#ui/query.ts";
import { useSession } from "#ui/session.ts";
import { useWords } from "#ui/words.tsx";

/** Whom I stand in for today, until when, and the way to their deals. Most days nobody: then nothing is asked. */
export function CoverNote() {
  const { t, formatDate } = useWords();
  const { actor, person, today } = useSession();
  const { data } = useRead(absencesRoute, { query: {} }, { topics: ["absences"], when: actor.covers.length > 0 });
  const covered = (data ?? []).filter((one) => one.coverId === person.id && one.fromOn <= today && one.toOn >= today);
  return covered.map((one) => (
    <p key={one.id} className="note cover">
      <Icon name="hand" small />
      <span className="grow">{t("home.covering", { name: one.person, date: formatDate(one.toOn, "long") })}</span>
      <Link className="link s" to={dealListAddress({ owner: one.personId, status: "open" }, { today })}>
        {t("home.covering_deals")}
      </Link>
    </p>
  ));
}
