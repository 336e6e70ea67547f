/** What a file's rows may become, in the order in which several files are imported: each may name those before it. */
export const targetKinds = [
  ...(["person", "organization", "product", "rate", "contact", "role", "deal"] as const),
  ...(["line", "dealContact", "lead", "activity"] as const),
] as const;
export type TargetKind = (typeof targetKinds)[number];
