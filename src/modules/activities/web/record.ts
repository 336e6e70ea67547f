/** What a timeline is of. */
export type TimelineRecord = { kind: "deal" | "organization" | "contact"; id: string };

/** What changes when something is written down with it. */
export function topicsOf({ kind, id }: TimelineRecord): string[] {
  return kind === "deal" ? [`deal:${id}`, "deals"] : [`${kind}:${id}`];
}

/** The field of a new activity that names the record. */
export function fieldOf({ kind, id }: TimelineRecord) {
  return { [`${kind}Id`]: id as never };
}
