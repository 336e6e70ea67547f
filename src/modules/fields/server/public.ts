// What later modules may call of fields.

export { fieldsOf, partedBy, saveListed } from "./listChange.ts";
export { customListFields } from "./listFields.ts";
export { offerNumbers } from "./numbers.ts";
export { recountFormulas, saveValues, valuesOf } from "./saveValues.ts";
export { readFields } from "./store.ts";
