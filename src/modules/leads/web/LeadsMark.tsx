import { useRead } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { leadsRoute } from "../api.ts";

/** How many new leads of mine wait, beside their place in the rail. */
export default function LeadsMark() {
  const { formatNumber } = useWords();
  const { data } = useRead(leadsRoute, { query: { queue: "new", limit: 1 } }, { topics: ["leads"] });
  const waiting = (data?.counts.new ?? 0) + (data?.counts.returned ?? 0);
  return waiting > 0 ? <span className="n num">{formatNumber(waiting)}</span> : null;
}
