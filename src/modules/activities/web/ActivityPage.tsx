import { Navigate, useParams } from "react-router";
import { Problem } from "#ui/parts/Card.tsx";
import { Skeleton } from "#ui/parts/Skeleton.tsx";
import { useRead } from "#ui/query.ts";
import { activityRoute } from "../api.ts";

/** An activity has no page of its own: it is read with its record. */
export default function ActivityPage() {
  const { id = "" } = useParams();
  const { data, error, again } = useRead(activityRoute, { params: { id: id as never } });
  if (data) return <Navigate to={addressOf(data)} replace />;
  return (
    <main className="main" id="main">
      {error ? <Problem error={error} onAgain={again} /> : <Skeleton lines={6} />}
    </main>
  );
}

type Links = { dealId: string | null; organizationId: string | null; contactId: string | null };

export function addressOf({ dealId, organizationId, contactId }: Links): string {
  if (dealId) return `/deals/${dealId}`;
  return contactId ? `/contacts/${contactId}` : `/organizations/${organizationId}`;
}
