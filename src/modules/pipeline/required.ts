/** What a stage may ask of a deal, and where a form and the API's body hold it. Custom fields join as `custom:<key>`. */
const ownFields = {
  organization: "organizationId",
  owner: "ownerId",
  value: "value",
  expectedCloseOn: "expectedCloseOn",
  lines: "lines",
  contact: "contacts",
  decisionStep: "decision",
  rank: "rankId",
} as const;
export type OwnField = keyof typeof ownFields;
export const requirableFields = Object.keys(ownFields) as OwnField[];

export function isOwnField(name: string): name is OwnField {
  return name in ownFields;
}

export function isRequirable(name: string): boolean {
  return isOwnField(name) || /^custom:[a-z0-9_-]{1,60}$/.test(name);
}

/** Where a field stands in what is sent. */
export function placeOf(field: string): string {
  return isOwnField(field) ? ownFields[field] : `custom/${customKey(field)}`;
}

/** The key of a field of the workspace's own, as `custom:budget` names it. */
export function customKey(field: string): string {
  return field.replace(/^custom:/, "");
}

export function customName(key: string): string {
  return `custom:${key}`;
}

/** What a deal holds of the fields that a stage may ask for. */
export function filledFields(deal: {
  organizationId: string | null;
  ownerId: string | null;
  value: { minor: number };
  expectedCloseOn: string | null;
  lines: readonly unknown[];
  rankId: string | null;
  contacts: number;
  decisionSteps: number;
}): Set<string> {
  const holds: Record<OwnField, boolean> = {
    organization: deal.organizationId !== null,
    owner: deal.ownerId !== null,
    value: deal.value.minor > 0,
    expectedCloseOn: deal.expectedCloseOn !== null,
    lines: deal.lines.length > 0,
    contact: deal.contacts > 0,
    decisionStep: deal.decisionSteps > 0,
    rank: deal.rankId !== null,
  };
  return new Set(requirableFields.filter((field) => holds[field]));
}

/** The one place that says what is missing: the refusal, the panel and the hint over a stage all ask it. */
export function missingFields(required: readonly string[], filled: ReadonlySet<string>): string[] {
  return [...new Set(required)].filter((field) => !filled.has(field));
}
