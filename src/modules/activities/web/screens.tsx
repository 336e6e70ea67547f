import { lazy } from "react";
import { contactTimeline, organizationTimeline } from "#modules/contacts/web/public.tsx";
import { dealNextStep, dealTimeline } from "#modules/pipeline/web/public.tsx";
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
  organizationTimeline,
  lazy(() => panels().then((file) => ({ default: file.OrganizationTimeline }))),
);
fill(
  contactTimeline,
  lazy(() => panels().then((file) => ({ default: file.ContactTimeline }))),
);

export const activities = webModule({ name: "activities", screens: [] });
