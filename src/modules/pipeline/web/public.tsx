import { call } from "#ui/call.ts";
import type { Hit } from "#ui/frame/commands.ts";
import { toast } from "#ui/frame/toasts.ts";
import { sentenceOf } from "#ui/refusals.ts";
import type { Words } from "#ui/words/words.ts";
import { dealRoute, reopenDealRoute, winDealRoute } from "../api.ts";

export { RequiredInputs } from "./lateParts.tsx";
export { blankTyped, typedFilling } from "./requiredTyped.ts";
export { boardGoal, dealNextStep, dealSide, dealTimeline, type SeenDeal } from "./slots.ts";

/** What can be done at once with a deal that was found by its name. */
export function dealVerbs(deal: { id: string; title: string }, words: Words): Hit[] {
  const params = { id: deal.id as never };
  const win = async () => {
    const won = await call(winDealRoute, { params, body: {} });
    const version = String(won.version);
    toast.done(words.t("pipeline.command.won", { deal: won.name }), () =>
      call(reopenDealRoute, { params }, { ifMatch: version }).catch(say),
    );
  };
  const say = (error: Error) => void toast.error(sentenceOf(words, error));
  return [
    {
      id: `move ${deal.id}`,
      label: words.t("pipeline.command.move", { deal: deal.title }),
      mark: { icon: "board" },
      act: { to: `/deals/${deal.id}?move=1` },
    },
    {
      id: `win ${deal.id}`,
      label: words.t("pipeline.command.win", { deal: deal.title }),
      mark: { icon: "check" },
      act: { run: () => void win().catch(say) },
    },
  ];
}

/** Whether a deal may still be won or moved. */
export async function isOpenDeal(id: string, signal: AbortSignal): Promise<boolean> {
  const deal = await call(dealRoute, { params: { id: id as never } }, { signal });
  return deal.status === "open" && deal.mayWrite;
}
