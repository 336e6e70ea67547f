import { useWords } from "#ui/words.tsx";

/** What a field of a record is called. */
export function useFieldName(): (field: string) => string {
  const { find } = useWords();
  return (field) => find(`imports.field.${field}`) ?? field;
}
