import type { Asked } from "#lib/route.ts";
import { call } from "#ui/call.ts";
import { keyOf } from "#ui/query.ts";
import { type RecordEdit, useRecordEdit } from "#ui/useRecordEdit.ts";
import { changeDealRoute, dealRoute } from "../api.ts";
import type { SeenDeal } from "./slots.ts";

type Fields = Asked<typeof changeDealRoute>["body"];
export type DealEdit = RecordEdit<SeenDeal, Fields>;

export function useFactEdit(deal: SeenDeal): DealEdit {
  const params = { id: deal.id };
  return useRecordEdit<SeenDeal, Fields>({
    record: deal,
    key: keyOf(dealRoute, { params }),
    topics: [`deal:${deal.id}`, "deals"],
    write: (body, ifMatch) => call(changeDealRoute, { params, body }, { ifMatch }),
    ahead: ({ name, value, expectedCloseOn }) => ({
      ...(name === undefined ? {} : { name }),
      ...(value === undefined ? {} : { value, baseMinor: value.minor }),
      ...(expectedCloseOn === undefined ? {} : { expectedCloseOn }),
    }),
  });
}
