// What later modules may call of fields.

export { cardValues } from "./cardValues.ts";
export { addField, changeField } from "./changeFields.ts";
export { fieldsOf, partedBy, saveListed } from "./listChange.ts";
export { customListFields } from "./listFields.ts";
export { offerNumbers } from "./numbers.ts";
export { recountFormulas, saveCustom, saveValues, saveValuesOf, valuesOf, withCustom } from "./saveValues.ts";
export { startLabels } from "./startLabels.ts";
export { deleteValues, readFields } from "./store.ts";
