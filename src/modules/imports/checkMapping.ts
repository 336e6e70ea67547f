import { type Fault, Refusal } from "#lib/refusal.ts";
import type { Mapping } from "./mapping.ts";
import { fieldOf, type OwnField, targets } from "./target.ts";

/** Refuses `imports.mapping_incomplete` with each column or field that is wrong. */
export function checkMapping(mapping: Mapping, heads: readonly string[], own: readonly OwnField[]): void {
  const faults: Fault[] = [];
  if (mapping.columns.length !== heads.length) faults.push({ pointer: "/columns", code: "imports.columns_differ" });
  const taken = new Set<string>();
  mapping.columns.forEach((column, at) => {
    if (!column) return;
    const pointer = `/columns/${at}/field`;
    if (!fieldOf(mapping.kind, column.field, own)) faults.push({ pointer, code: "imports.field_unknown" });
    else if (taken.has(column.field)) faults.push({ pointer, code: "imports.field_twice" });
    taken.add(column.field);
  });
  for (const field of missingFields(mapping.kind, taken)) {
    faults.push({ pointer: "/columns", code: "imports.field_missing", detail: field });
  }
  if (faults.length > 0) throw new Refusal("imports.mapping_incomplete", 422, {}, faults);
}

const aboutFields = ["deal", "dealKey", "contact", "contactKey", "organization", "organizationKey"];

/** What rows about other records can't do without, by name or by key. */
const names: Readonly<Partial<Record<Mapping["kind"], readonly string[]>>> = {
  role: ["contact", "organization"],
  line: ["deal", "product"],
  dealContact: ["deal", "contact"],
};

function missingFields(kind: Mapping["kind"], taken: ReadonlySet<string>): string[] {
  const missing = targets[kind].fields.filter(({ field, isRequired }) => isRequired && !taken.has(field));
  const hasName = taken.has("name") || taken.has("firstName") || taken.has("lastName");
  const isNameless = kind === "contact" && !hasName;
  const isStateless = kind === "deal" && !taken.has("stage") && !taken.has("status");
  const isWordless = kind === "activity" && !taken.has("subject") && !taken.has("body");
  return [
    ...missing.map(({ field }) => field),
    ...(names[kind] ?? []).filter((field) => !taken.has(field) && !taken.has(`${field}Key`)),
    ...(isNameless ? ["name"] : []),
    ...(isStateless ? ["stage"] : []),
    ...(isWordless ? ["subject"] : []),
    ...(kind === "activity" && !aboutFields.some((field) => taken.has(field)) ? ["deal"] : []),
  ];
}
