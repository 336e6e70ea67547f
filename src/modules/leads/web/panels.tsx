import { useState } from "react";
import { useNavigate } from "react-router";
import type { SeenDeal } from "#modules/pipeline/web/public.tsx";
import { toast } from "#ui/frame/toasts.ts";
import { Button } from "#ui/parts/Button.tsx";
import { useWrite } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { returnDealRoute } from "../api.ts";
import { Effort } from "./Effort.tsx";
import { ReasonPanel } from "./ReasonPanel.tsx";

/** What it took to win a deal, and the way back to the leads while it is open. */
export function DealEffort({ deal }: { deal: SeenDeal }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const [returning, setReturning] = useState(false);
  const { send, mayWrite } = useWrite(returnDealRoute, {
    touches: ["leads", "deals", `deal:${deal.id}`],
  });
  const giveBack = async (reason: string) => {
    const lead = await send({ params: { id: deal.id }, body: { reason } }, { ifMatch: String(deal.version) });
    if (!lead) return;
    toast.done(t("leads.said.returned", { deal: deal.name }));
    await navigate(`/leads/${lead.id}`); // what was read of the deal is asked anew by now
  };
  return (
    <>
      <Effort record="deal" id={deal.id} mayWrite={deal.mayWrite} />
      {deal.mayWrite && deal.status === "open" && (
        <section>
          <Button small icon="undo" disabled={!mayWrite} onClick={() => setReturning(true)}>
            {t("leads.return.verb")}
          </Button>
        </section>
      )}
      {returning && (
        <ReasonPanel
          title={t("leads.return.title", { deal: deal.name })}
          lead={t("leads.return.lead")}
          label={t("leads.return.reason")}
          verb={t("leads.return.save")}
          onClose={() => setReturning(false)}
          onSay={(reason) => void giveBack(reason)}
        />
      )}
    </>
  );
}

export function OrganizationEffort({ id }: { id: string }) {
  return <Effort record="organization" id={id} mayWrite={false} />;
}
