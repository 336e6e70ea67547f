import type { ReactNode } from "react";
import { Link } from "#ui/Link.tsx";
import { Avatar } from "#ui/parts/Avatar.tsx";
import { Button } from "#ui/parts/Button.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import { Menu } from "#ui/parts/Menu.tsx";
import { When } from "#ui/parts/When.tsx";
import { useRead } from "#ui/query.ts";
import { useMinutes } from "#ui/useMinutes.ts";
import { useWords } from "#ui/words.tsx";
import { effortRoute, type LeadShape, leadRoute } from "../api.ts";
import { isSoon } from "./Clock.tsx";
import { signed } from "./LeadRow.tsx";
import { reasonText } from "./reasonText.ts";
import type { LeadVerbs } from "./useLeadVerbs.tsx";

type Props = { lead: LeadShape; verbs: LeadVerbs; back?: ReactNode };

/** The lead at hand: how long there is, why it is worth it, what it asked, what is known. */
export function LeadPreview({ lead, verbs, back }: Props) {
  return (
    <>
      <div className="sc">
        {back}
        <div className="lead-head">
          <Avatar name={lead.contact ?? lead.name} size="lg" />
          <div className="grow">
            <h2 className="cut">
              <Link to={`/leads/${lead.id}`}>{lead.contact ?? lead.name}</Link>
            </h2>
            {lead.organizationId && (
              <Link className="ink2 s" to={`/organizations/${lead.organizationId}`}>
                {lead.organization}
              </Link>
            )}
          </div>
          <LeadMenu lead={lead} verbs={verbs} />
        </div>
        <Due lead={lead} />
        <LeadKnown lead={lead} />
      </div>
      <LeadButtons lead={lead} verbs={verbs} />
    </>
  );
}

export function LeadButtons({ lead, verbs }: { lead: LeadShape; verbs: LeadVerbs }) {
  const { t } = useWords();
  if (!lead.mayWrite) return null;
  if (lead.state === "disqualified")
    return (
      <div className="verbs">
        <Button icon="undo" onClick={() => verbs.takeUp(lead)}>
          {t("leads.take_up")}
        </Button>
      </div>
    );
  return (
    <div className="verbs">
      {lead.ownerId === null ? (
        <Button primary icon="hand" keys="t" onClick={() => verbs.take(lead)}>
          {t("leads.take")}
        </Button>
      ) : (
        <Button primary icon="phone" keys="l" onClick={() => verbs.call(lead)}>
          {t("leads.call")}
        </Button>
      )}
      <Button icon="mail" keys="r" onClick={() => verbs.mail(lead)}>
        {t("leads.mail")}
      </Button>
      <Button icon="arrow" keys="v" onClick={() => verbs.convert(lead)}>
        {t("leads.convert")}
      </Button>
    </div>
  );
}

export function LeadMenu({ lead, verbs }: { lead: LeadShape; verbs: LeadVerbs }) {
  const { t } = useWords();
  const states = (["working", "awaiting_reply", "meeting_booked"] as const).filter((state) => state !== lead.state);
  return (
    <Menu
      className="btn quiet ico sm"
      name={t("leads.more")}
      items={[
        { href: `/leads/${lead.id}`, label: t("leads.open"), icon: "eye" },
        ...states.map((state) => ({
          label: t("leads.set_state", { state: t(`leads.state.${state}`) }),
          icon: "flag" as const,
          disabled: !lead.mayWrite || lead.state === "disqualified",
          run: () => verbs.setState(lead, state),
        })),
        {
          ...{ label: t("leads.disqualify"), icon: "x" as const, keys: "d" },
          disabled: !lead.mayWrite || lead.state === "disqualified",
          run: () => verbs.disqualify(lead),
        },
        {
          ...{ label: t("leads.delete"), icon: "trash" as const, danger: true, disabled: !lead.mayDelete },
          run: () => verbs.remove(lead),
        },
      ]}
    >
      <Icon name="more" />
    </Menu>
  );
}

export function Due({ lead }: { lead: LeadShape }) {
  const { t, formatRelative } = useWords();
  const say = useMinutes();
  const { minutesLeft } = lead;
  if (minutesLeft === null) return null;
  const isLate = minutesLeft < 0;
  return (
    <div className={`lead-due ${isLate ? "late" : isSoon(lead) ? "" : "plain"}`}>
      <Icon name={isLate ? "warn" : "clock"} small />
      <strong>{t(isLate ? "leads.reply_late" : "leads.reply_within", { time: say(minutesLeft) })}</strong>
      <span className="grow" />
      <span className="s">{t("leads.asked", { when: formatRelative(lead.cameInAt) })}</span>
    </div>
  );
}

export function LeadKnown({ lead }: { lead: LeadShape }) {
  const words = useWords();
  const { t } = words;
  const most = Math.max(1, ...lead.scoreReasons.map(({ points }) => Math.abs(points)));
  return (
    <div className="lead-known">
      <section>
        <h2>
          {t("leads.why", { score: lead.score ?? 0 })}
          <RulesLink />
        </h2>
        {lead.scoreReasons.length === 0 ? (
          <p className="ink2 s">{t("leads.why_none")}</p>
        ) : (
          <ul className="lead-why num">
            {lead.scoreReasons.map((reason) => (
              <li key={reason.ruleId} className={reason.points < 0 ? "neg" : ""}>
                <span>{reasonText(words, reason)}</span>
                <span className="tr" aria-hidden="true">
                  <i style={{ width: `${(Math.abs(reason.points) / most) * 100}%` }} />
                </span>
                <span className="v">{signed(reason.points)}</span>
              </li>
            ))}
          </ul>
        )}
      </section>
      {lead.message && (
        <section>
          <h2>{t("leads.message")}</h2>
          <p className="said">{lead.message}</p>
        </section>
      )}
      <KnownFacts lead={lead} />
      <SoFar id={lead.id} />
    </div>
  );
}

/** Only an admin changes the rules; everybody sees them hold. */
function RulesLink() {
  const { t } = useWords();
  return (
    <Link className="link" to="/settings/leads">
      {t("leads.rules")}
    </Link>
  );
}

function KnownFacts({ lead }: { lead: LeadShape }) {
  const { t } = useWords();
  const { data } = useRead(leadRoute, { params: { id: lead.id } }, { topics: [`deal:${lead.id}`] });
  const { firstTouch, lastTouch, contactId } = lead;
  return (
    <section>
      <h2>{t("leads.known")}</h2>
      <dl>
        {lead.contactTitle && <Known label={t("leads.known.role")}>{lead.contactTitle}</Known>}
        {lead.country && <Known label={t("leads.known.where")}>{lead.country}</Known>}
        {lead.email && <Known label={t("leads.known.mail")}>{lead.email}</Known>}
        {lead.phone && <Known label={t("leads.known.phone")}>{lead.phone}</Known>}
        <Known label={t("leads.known.source")}>{lead.source ?? "–"}</Known>
        {lead.campaign && <Known label={t("leads.known.campaign")}>{lead.campaign}</Known>}
        {firstTouch && (
          <Known label={t("leads.known.first")}>
            {cameBy(firstTouch)} <When at={firstTouch.at} />
          </Known>
        )}
        {lastTouch && (
          <Known label={t("leads.known.last")}>
            {cameBy(lastTouch)} <When at={lastTouch.at} />
          </Known>
        )}
        <Known label={t("leads.known.owner")}>{lead.owner ?? t("leads.known.nobody")}</Known>
        {lead.reason && <Known label={t("leads.known.reason")}>{lead.reason}</Known>}
        {contactId && data && (
          <Known label={t("leads.known.duplicates")}>
            {data.duplicates === 0 ? (
              <span className="chip won">
                <Icon name="check" small />
                {t("leads.known.none_found")}
              </span>
            ) : (
              <Link className="link" to={`/contacts/${contactId}`}>
                {t("leads.known.found", { count: data.duplicates })}
              </Link>
            )}
          </Known>
        )}
      </dl>
    </section>
  );
}

function Known({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** By what a visitor came: the campaign's words, else the page before. */
function cameBy({ utm, referrer, url }: NonNullable<LeadShape["firstTouch"]>): string {
  const said = [utm?.source, utm?.medium, utm?.campaign].filter(Boolean).join(" / ");
  return said || (referrer ? new URL(referrer).hostname : url ? new URL(url).hostname : "");
}

function SoFar({ id }: { id: LeadShape["id"] }) {
  const { t } = useWords();
  const { data } = useRead(effortRoute, { query: { record: "deal", id } }, { topics: [`deal:${id}`] });
  const touches = data?.touches.toReversed().slice(0, 6) ?? [];
  return (
    <section>
      <h2>{t("leads.so_far")}</h2>
      {data && touches.length === 0 && <p className="ink2 s">{t("leads.so_far.none")}</p>}
      <ul className="lead-sofar">
        {touches.map((touch) => (
          <li key={touch.id}>
            <span className="cut">
              <strong>{t(`leads.touch.${touch.kind}`)}</strong> <span className="ink2">{touch.note}</span>
            </span>
            <When at={touch.at} />
          </li>
        ))}
      </ul>
    </section>
  );
}
