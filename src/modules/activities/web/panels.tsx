import type { SeenDeal } from "#modules/pipeline/web/public.tsx";
import { NextStep } from "./NextStep.tsx";
import { Timeline } from "./Timeline.tsx";

export function DealTimeline({ deal }: { deal: SeenDeal }) {
  return <Timeline record={{ kind: "deal", id: deal.id }} mayWrite={deal.mayWrite} />;
}

export function DealNextStep({ deal }: { deal: SeenDeal }) {
  return <NextStep deal={deal} />;
}

export function OrganizationTimeline({ id, mayWrite }: { id: string; mayWrite: boolean }) {
  return <Timeline record={{ kind: "organization", id }} mayWrite={mayWrite} />;
}

export function ContactTimeline({ id, mayWrite }: { id: string; mayWrite: boolean }) {
  return <Timeline record={{ kind: "contact", id }} mayWrite={mayWrite} />;
}
