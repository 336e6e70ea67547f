import { lazy } from "react";
import { organizationDeals } from "#modules/contacts/web/public.tsx";
import { dealSide } from "#modules/pipeline/web/public.tsx";
import { placeMark } from "#ui/frame/placeMark.ts";
import { fill } from "#ui/slots.tsx";
import { webModule } from "#ui/webModule.ts";
import { withWords } from "#ui/words/lateWords.ts";

const LeadsMark = lazy(() => import("./LeadsMark.tsx"));
fill(placeMark, (given: { path: string }) => (given.path === "/leads" ? <LeadsMark /> : null));

fill(dealSide, lazy(withWords(["leads"], () => import("./panels.tsx").then((file) => ({ default: file.DealEffort })))));
fill(
  organizationDeals,
  lazy(withWords(["leads"], () => import("./panels.tsx").then((file) => ({ default: file.OrganizationEffort })))),
);

export const leads = webModule({
  name: "leads",
  screens: [
    {
      path: "/leads",
      load: () => import("./LeadsPage.tsx"),
      title: "pipeline.leads",
      rail: { label: "pipeline.leads", icon: "leads", order: 20, key: "l" },
    },
    { path: "/leads/new", load: () => import("./NewLeadPage.tsx"), title: "leads.new.title" },
    { path: "/leads/all", load: withWords(["lists"], () => import("./LeadListPage.tsx")), title: "leads.all" },
    { path: "/leads/:id", load: () => import("./LeadPage.tsx") },
    { path: "/pipeline/sources", load: () => import("./SourcesPage.tsx"), title: "leads.sources.title" },
    {
      path: "/settings/leads",
      load: () => import("./LeadSettings.tsx"),
      title: "leads.settings.title",
      settings: { label: "leads.settings.title", group: "company", order: 32 },
      roles: ["admin"],
    },
  ],
  creates: [{ label: "pipeline.new.lead", icon: "leads", to: "/leads/new", key: "l" }],
});
