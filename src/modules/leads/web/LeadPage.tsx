import { RecordFields, RecordShares } from "#modules/lists/web/public.tsx";
import "./leads.css";
import { Navigate, useNavigate, useParams } from "react-router";
import { Timeline } from "#modules/activities/web/public.tsx";
import { NotFound } from "#ui/Boundary.tsx";
import { CallRefused } from "#ui/call.ts";
import { useKeys } from "#ui/frame/keys.ts";
import { Link } from "#ui/Link.tsx";
import { Avatar } from "#ui/parts/Avatar.tsx";
import { Problem } from "#ui/parts/Card.tsx";
import { Chip } from "#ui/parts/Chip.tsx";
import { Skeleton } from "#ui/parts/Skeleton.tsx";
import { useRead } from "#ui/query.ts";
import { useTitle } from "#ui/title.ts";
import { useWords } from "#ui/words.tsx";
import { type LeadShape, leadRoute } from "../api.ts";
import { Effort } from "./Effort.tsx";
import { Due, LeadButtons, LeadKnown, LeadMenu } from "./LeadPreview.tsx";
import { useLeadVerbs } from "./useLeadVerbs.tsx";

/** A lead with all that happened; one that is a deal by now opens as the deal. */
export default function LeadPage() {
  const { id = "" } = useParams();
  const asked = { params: { id: id as LeadShape["id"] } };
  const { data, error, again, loading } = useRead(leadRoute, asked, { topics: [`deal:${id}`, "leads"] });
  if (error instanceof CallRefused && error.code === "pipeline.is_a_deal")
    return <Navigate to={`/deals/${id}`} replace />;
  if (error instanceof CallRefused && [404, 422].includes(error.status)) return <NotFound />;
  if (data) return <SeenPage lead={data} />;
  return (
    <main className="main" id="main" tabIndex={-1}>
      {error && <Problem error={error} onAgain={again} />}
      {loading && <Skeleton lines={3} height={44} />}
    </main>
  );
}

function SeenPage({ lead }: { lead: LeadShape }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const { verbs, panel } = useLeadVerbs(() => void navigate("/leads"));
  useTitle(lead.name);
  const may = lead.mayWrite && lead.state !== "disqualified";
  useKeys([
    { keys: "l", label: "leads.keys.call", group: "here", run: () => may && verbs.call(lead) },
    { keys: "r", label: "leads.keys.mail", group: "here", run: () => may && verbs.mail(lead) },
    { keys: "v", label: "leads.keys.convert", group: "here", run: () => may && verbs.convert(lead) },
    { keys: "d", label: "leads.keys.disqualify", group: "here", run: () => may && verbs.disqualify(lead) },
  ]);
  return (
    <main className="main rec" id="main" tabIndex={-1}>
      <header className="rhead">
        <div className="t">
          <Link className="ink2 s crumb" to="/leads">
            {t("leads.title")}
          </Link>
          <span className="ink3 crumb" aria-hidden="true">
            /
          </span>
          <Avatar name={lead.contact ?? lead.name} size="lg" />
          <h1 className="cut">{lead.name}</h1>
          <Chip>{t(`leads.state.${lead.state}`)}</Chip>
          <span className="grow" />
          <LeadMenu lead={lead} verbs={verbs} />
        </div>
        <Due lead={lead} />
      </header>
      <div className="feed">
        <Timeline
          record={{ kind: "deal", id: lead.id, organizationId: lead.organizationId }}
          mayWrite={lead.mayWrite}
        />
      </div>
      <aside className="side lead-known" aria-label={t("leads.lead")}>
        <LeadButtons lead={lead} verbs={verbs} />
        <LeadKnown lead={lead} />
        <Effort record="deal" id={lead.id} mayWrite={lead.mayWrite} />
        <RecordFields list="leads" id={lead.id} mayWrite={lead.mayWrite} topics={["deals", "leads"]} />
        <RecordShares kind="deal" id={lead.id} />
      </aside>
      {panel}
    </main>
  );
}
