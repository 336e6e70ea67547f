/** One line of the table of sources: where something came from, and in which span. */
export type Origin = { by: "source" | "campaign"; id: string | null; from: string; to: string };

/** The list that holds the records of a number: those not qualified yet are leads, the others deals. */
export function listOf(what: "leads" | "qualified" | "won", { by, id, from, to }: Origin): string {
  const field = by === "source" ? "sourceId" : "campaignId";
  const origin = id === null ? { field, is: "empty" } : { field, is: "anyOf", value: [id] };
  const cameIn = { field: "cameInAt", is: "between", value: [from, to] };
  const won = what === "won" ? [{ field: "status", is: "anyOf", value: ["won"] }] : [];
  const filter = JSON.stringify({ all: [origin, cameIn, ...won] });
  return `${what === "leads" ? "/leads/all" : "/deals"}?filter=${encodeURIComponent(filter)}`;
}
