import { lazy } from "react";
import { contactDeals, organizationDeals } from "#modules/contacts/web/public.tsx";
import { fill } from "#ui/slots.tsx";
import { webModule } from "#ui/webModule.ts";

fill(
  organizationDeals,
  lazy(() => import("./OrganizationDeals.tsx").then((file) => ({ default: file.OrganizationDeals }))),
);

fill(
  contactDeals,
  lazy(() => import("./ContactDeals.tsx").then((file) => ({ default: file.ContactDeals }))),
);

export const pipeline = webModule({
  name: "pipeline",
  screens: [
    {
      path: "/pipeline",
      load: () => import("./BoardPage.tsx"),
      title: "pipeline.title",
      rail: { label: "pipeline.title", icon: "board", order: 30, key: "p", also: ["/deals"] },
    },
    { path: "/pipeline/figures", load: () => import("./FiguresPage.tsx"), title: "pipeline.figures.title" },
    { path: "/deals", load: () => import("./ListPage.tsx"), title: "pipeline.list.title" },
    { path: "/deals/new", load: () => import("./NewDealPage.tsx"), title: "pipeline.new.title" },
    { path: "/deals/:id", load: () => import("./DealPage.tsx") },
    {
      path: "/settings/pipeline",
      load: () => import("./PipelineSettings.tsx"),
      title: "pipeline.settings.title",
      settings: { label: "pipeline.settings.title", group: "company", order: 30 },
      roles: ["admin"],
    },
    {
      path: "/settings/currencies",
      load: () => import("./CurrencySettings.tsx"),
      title: "pipeline.rates.title",
      settings: { label: "pipeline.rates.title", group: "company", order: 31 },
      roles: ["admin"],
    },
  ],
  creates: [{ label: "pipeline.new.deal", icon: "board", to: "/deals/new", key: "d" }],
});
