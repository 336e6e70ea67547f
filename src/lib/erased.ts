/**
 * What stands in the place of what was erased, in the database and in the API. The web says it in the reader's language,
 * so a name that is exactly one of these is nobody's.
 */
export const erasedNames = {
  person: "[former colleague]",
  contact: "[erased contact]",
  text: "[erased]",
} as const;
