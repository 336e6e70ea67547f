import { kindIcons, MeetingOutcome } from "#modules/activities/web/public.tsx";
import { openDeals } from "#modules/forecast/dealsOf.ts";
import { useNow } from "#ui/clock.ts";
import { Link } from "#ui/Link.tsx";
import { Button } from "#ui/parts/Button.tsx";
import { Empty } from "#ui/parts/Card.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import { Skeleton } from "#ui/parts/Skeleton.tsx";
import { useSession } from "#ui/session.ts";
import { useWords } from "#ui/words.tsx";
import { daysSince } from "../needs.ts";
import type { Need, Needs } from "./useNeeds.ts";

/** What waits for an answer; what expires first is on top. */
export function NeedsCard({ needs }: { needs: Needs }) {
  const { t, formatNumber } = useWords();
  const { all, count, isWhole, loading } = needs;
  return (
    <section className="card need o3" aria-labelledby="needs-head">
      <header>
        <h2 id="needs-head">{t("home.needs.title")}</h2>
        <span className="ink3 num s">{formatNumber(count)}</span>
        <span className="ink3 xs desk">{t("home.needs.order")}</span>
      </header>
      {loading && all.length === 0 && <Skeleton lines={5} height={44} />}
      {!loading && all.length === 0 && <Empty title={t("home.needs.none")}>{t("home.needs.none_hint")}</Empty>}
      <ol>
        {all.map((need, at) => (
          <Line key={need.id} need={need} first={at === 0} needs={needs} />
        ))}
      </ol>
      {!isWhole && count > all.length && (
        <button type="button" className="li done s link all-needs" onClick={needs.showAll}>
          {t("home.needs.all", { count })}
        </button>
      )}
      {isWhole && count > all.length && (
        <Link className="li done s link" to={openDeals(null, [{ field: "nextStep", is: "empty" }])}>
          {t("home.needs.more", { count: count - all.length })}
        </Link>
      )}
    </section>
  );
}

function Line({ need, first, needs }: { need: Need; first: boolean; needs: Needs }) {
  const { t, formatMoney } = useWords();
  const { workspace } = useSession();
  const value = need.kind === "idle" ? need.baseMinor : need.valueMinor;
  const to = need.kind === "idle" ? `/deals/${need.id}` : addressOf(need);
  const words = useNeedWords(need);
  const meaning = need.kind === "idle" ? "risk" : need.late ? "lost" : "";
  return (
    <li className={first ? "li first" : "li"}>
      <span className={`kind ${meaning}`}>
        <Icon name={need.kind === "idle" ? "flag" : kindIcons[need.activity]} />
      </span>
      <Link className="grow" to={to}>
        <div className="t cut b">{words.title}</div>
        <div className="xs ink2 cut">{words.detail}</div>
      </Link>
      <span className="v num">{value !== null && formatMoney(value, workspace.currency)}</span>
      <span className={`w num ${meaning ? `t-${meaning}` : ""}`}>{words.when}</span>
      {need.kind === "due" && need.activity === "meeting" ? (
        <MeetingOutcome meeting={need} topics={meetingTopics} />
      ) : (
        <Button
          small
          className="act"
          disabled={!needs.mayWrite}
          name={`${words.verb}: ${words.title}`}
          onClick={() => needs.act(need)}
        >
          {t(need.kind === "idle" ? "home.verb.plan" : "home.verb.done")}
        </Button>
      )}
    </li>
  );
}

const meetingTopics = ["activities", "deals"];

function addressOf(need: Extract<Need, { kind: "due" }>): string {
  if (need.dealId) return `/deals/${need.dealId}`;
  if (need.organizationId) return `/organizations/${need.organizationId}`;
  return need.contactId ? `/contacts/${need.contactId}` : "/";
}

function useNeedWords(need: Need): { title: string; detail: string; when: string; verb: string } {
  const { t, formatDate, formatTime, formatRelative } = useWords();
  const { today, zone } = useNow();
  const { person } = useSession();
  if (need.kind === "idle") {
    const days = daysSince(need.lastTouchAt, today, zone);
    return {
      title: t("home.needs.idle", { deal: need.name }),
      detail: [
        t("home.needs.stage", { stage: need.stage }),
        // Deals that bear only a product's name are told apart by their opening and their key.
        !need.organizationId && need.openedOn && t("home.needs.opened", { day: formatDate(need.openedOn, "short") }),
        !need.organizationId && need.key,
        need.ownerId !== person.id && need.owner,
      ]
        .filter(Boolean)
        .join(" · "),
      when: t("home.needs.idle_days", { days }),
      verb: t("home.verb.plan"),
    };
  }
  return {
    title: need.subject,
    detail: [need.coveringFor && t("home.covering_for", { name: need.coveringFor }), need.deal ?? need.organization]
      .filter(Boolean)
      .join(" · "),
    when: need.dueAt
      ? need.late
        ? t("home.needs.late", { when: formatRelative(need.dueAt) })
        : formatTime(need.dueAt)
      : "",
    verb: t("home.verb.done"),
  };
}
