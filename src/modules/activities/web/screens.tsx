import { lazy } from "react";
import { contactTimeline, organizationTimeline } from "#modules/contacts/web/public.tsx";
import { dealNextStep, dealSide, dealTimeline } from "#modules/pipeline/web/public.tsx";
import { fill } from "#ui/slots.tsx";
import { webModule } from "#ui/webModule.ts";

const panels = () => import("./panels.tsx");
fill(
  dealTimeline,
  lazy(() => panels().then((file) => ({ default: file.DealTimeline }))),
);
fill(
  dealNextStep,
  lazy(() => panels().then((file) => ({ default: file.DealNextStep }))),
);
fill(
  dealSide,
  lazy(() => panels().then((file) => ({ default: file.DealFollowers }))),
);
fill(
  organizationTimeline,
  lazy(() => panels().then((file) => ({ default: file.OrganizationTimeline }))),
);
fill(
  contactTimeline,
  lazy(() => panels().then((file) => ({ default: file.ContactTimeline }))),
);

export const activities = webModule({
  name: "activities",
  screens: [
    {
      path: "/calendar",
      load: () => import("./CalendarPage.tsx"),
      title: "activities.calendar.title",
      rail: { label: "activities.calendar.title", icon: "cal", order: 50, key: "c", also: ["/activities"] },
    },
    { path: "/activities", load: () => import("./ActivitiesPage.tsx"), title: "activities.list.title" },
    { path: "/activities/:id", load: () => import("./ActivityPage.tsx") },
    {
      path: "/settings/activities",
      load: () => import("./KindSettings.tsx"),
      title: "activities.settings.title",
      settings: { label: "activities.settings.title", group: "records", order: 12 },
      roles: ["admin"],
    },
  ],
});
