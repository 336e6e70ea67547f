import { answer } from "#platform/http/answer.ts";
import { module } from "#platform/module.ts";
import * as api from "../api.ts";
import { addField, changeField } from "./changeFields.ts";
import { refsFollow, valuesFollow } from "./mergeStore.ts";
import { recountJob } from "./recountJob.ts";
import { deleteValues, fieldExports, forgetRefs, readFields } from "./store.ts";

/** Fields that a workspace adds to its records. */
export const fields = module({
  name: "fields",
  owns: ["fields", "field_values"],
  exports: fieldExports,
  jobs: [recountJob],
  // A person's id stays, and names nobody once they are erased; of a contact nothing stays that says who it was.
  onErase: async (tx, { kind, id }) => {
    if (kind !== "contact") return;
    await deleteValues(tx, [id]);
    await forgetRefs(tx, [id]);
  },
  onMerge: [valuesFollow("contact"), valuesFollow("organization"), refsFollow("contact"), refsFollow("organization")],
  onPurge: async (tx, { ids }) => {
    await deleteValues(tx, ids);
    await forgetRefs(tx, ids);
  },
  answers: [
    answer(api.fieldsRoute, ({ db, query }) => readFields(db, query.record)),
    answer(api.addFieldRoute, ({ transact, body, now }) => transact((tx) => addField(tx, body, now))),
    answer(api.changeFieldRoute, ({ transact, params, body, now }) =>
      transact((tx) => changeField(tx, params.id, body, now)),
    ),
  ],
});
