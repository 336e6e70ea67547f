import type { SeenDeal } from "#modules/pipeline/web/public.tsx";
import { RecordFiles } from "./Files.tsx";
import { Followers } from "./Followers.tsx";
import { NextStep } from "./NextStep.tsx";
import type { TimelineRecord } from "./record.ts";
import { Timeline } from "./Timeline.tsx";

export function DealTimeline({ deal }: { deal: SeenDeal }) {
  const record = { kind: "deal", id: deal.id, organizationId: deal.organizationId } as const;
  return <Timeline record={record} mayWrite={deal.mayWrite} />;
}

export function DealNextStep({ deal }: { deal: SeenDeal }) {
  return <NextStep deal={deal} />;
}

export function DealFollowers({ deal }: { deal: SeenDeal }) {
  const record = { kind: "deal", id: deal.id, organizationId: deal.organizationId } as const;
  return (
    <>
      <Followers record={record} />
      <RecordFiles record={record} mayWrite={deal.mayWrite} />
    </>
  );
}

export function OrganizationTimeline({ id, mayWrite }: { id: string; mayWrite: boolean }) {
  return <Both record={{ kind: "organization", id }} mayWrite={mayWrite} />;
}

export function ContactTimeline({ id, mayWrite }: { id: string; mayWrite: boolean }) {
  return <Both record={{ kind: "contact", id }} mayWrite={mayWrite} />;
}

function Both({ record, mayWrite }: { record: TimelineRecord; mayWrite: boolean }) {
  return (
    <>
      <div className="beside">
        <Followers record={record} />
        <RecordFiles record={record} mayWrite={mayWrite} />
      </div>
      <Timeline record={record} mayWrite={mayWrite} />
    </>
  );
}
