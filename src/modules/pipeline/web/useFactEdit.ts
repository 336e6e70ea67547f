import type { Asked } from "#lib/route.ts";
import { call } from "#ui/call.ts";
import { toast } from "#ui/frame/toasts.ts";
import { keyOf } from "#ui/query.ts";
import { type RecordEdit, useRecordEdit } from "#ui/useRecordEdit.ts";
import { useWords } from "#ui/words.tsx";
import { changeDealRoute, dealRoute } from "../api.ts";
import type { SeenDeal } from "./slots.ts";

type Fields = Asked<typeof changeDealRoute>["body"];
export type DealEdit = RecordEdit<SeenDeal, Fields>;

export function useFactEdit(deal: SeenDeal): DealEdit {
  const { t } = useWords();
  const params = { id: deal.id };
  return useRecordEdit<SeenDeal, Fields>({
    record: deal,
    key: keyOf(dealRoute, { params }),
    topics: [`deal:${deal.id}`, "deals"],
    write: async (body, ifMatch) => {
      const { cleared, ...now } = await call(changeDealRoute, { params, body }, { ifMatch });
      if (cleared) toast.done(t(`pipeline.line.cleared_${cleared}`));
      return now;
    },
    ahead: ({ name, value, expectedCloseOn }) => ({
      ...(name === undefined ? {} : { name }),
      ...(value === undefined ? {} : { value }),
      ...(expectedCloseOn === undefined ? {} : { expectedCloseOn }),
    }),
  });
}
