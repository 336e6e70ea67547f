/** What a timeline is of; of a deal, with whom it is. */
export type TimelineRecord = {
  kind: "deal" | "organization" | "contact";
  id: string;
  organizationId?: string | null;
};

/** What changes when something is written down with it. */
export function topicsOf({ kind, id }: TimelineRecord): string[] {
  return kind === "deal" ? [`deal:${id}`, "deals", "activities"] : [`${kind}:${id}`, "activities"];
}

/** The field of a new activity that names the record. */
export function fieldOf({ kind, id }: TimelineRecord) {
  return { [`${kind}Id`]: id as never };
}
