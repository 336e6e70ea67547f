import { z } from "zod";
import { job } from "#platform/jobs/jobs.ts";
import { fieldedRecords } from "../field.ts";
import { numbersOf } from "./numbers.ts";
import { recountFormulas } from "./saveValues.ts";
import { readFields, recordsWithValues } from "./store.ts";

const batch = 500;
const first = "00000000-0000-0000-0000-000000000000";

/** Works every formula of a kind of record out again, a batch in a transaction. Twice gives the same. */
export const recountJob = job({
  name: "fields.recount",
  data: z.object({ record: z.enum(fieldedRecords) }),
  run: async (ground, { record }) => {
    const fields = (await readFields(ground.db, record)).map((field) => field.id);
    const own = numbersOf(record);
    const next = (after: string) =>
      own ? own.after(ground.db, after, batch) : recordsWithValues(ground.db, fields, after, batch);
    for (let ids = await next(first); ids.length > 0; ids = await next(ids.at(-1)!))
      await ground.transact((tx) => recountFormulas(tx, record, ids));
  },
});
