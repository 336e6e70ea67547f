import { type ReactNode, useState } from "react";
import { useNavigate } from "react-router";
import { toast } from "#ui/frame/toasts.ts";
import { useWrite } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import {
  changeLeadRoute,
  deleteLeadRoute,
  disqualifyLeadRoute,
  type LeadShape,
  takeLeadRoute,
  takeUpLeadRoute,
} from "../api.ts";
import { CallPanel, MailPanel } from "./ContactPanels.tsx";
import { ConvertPanel } from "./ConvertPanel.tsx";
import { ReasonPanel } from "./ReasonPanel.tsx";

export type LeadVerbs = {
  [Verb in "take" | "call" | "mail" | "convert" | "disqualify" | "takeUp" | "remove"]: (lead: LeadShape) => void;
} & { setState: (lead: LeadShape, state: LeadShape["state"]) => void };

type Open = { verb: "call" | "mail" | "convert" | "disqualify"; lead: LeadShape };
const topics = ["leads"];

/** What one does with a lead, and the panel that is open for it. `onGone` is told when the lead leaves the queue. */
export function useLeadVerbs(onGone: () => void): { verbs: LeadVerbs; panel: ReactNode } {
  const { t } = useWords();
  const navigate = useNavigate();
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const touchesOf = { touches: topics };
  const taking = useWrite(takeLeadRoute, touchesOf);
  const changing = useWrite(changeLeadRoute, touchesOf);
  const giving = useWrite(disqualifyLeadRoute, touchesOf);
  const takingUp = useWrite(takeUpLeadRoute, touchesOf);
  const deleting = useWrite(deleteLeadRoute, touchesOf);
  const by = (lead: LeadShape) => ({ params: { id: lead.id } });
  const opening = (verb: Open["verb"]) => (lead: LeadShape) => setOpen({ verb, lead });
  const takeUp = async (lead: LeadShape) => {
    if (await takingUp.send(by(lead))) toast.done(t("leads.said.taken_up", { lead: lead.name }));
  };
  const verbs: LeadVerbs = {
    ...{ call: opening("call"), mail: opening("mail"), convert: opening("convert") },
    ...{ disqualify: opening("disqualify"), takeUp: (lead) => void takeUp(lead) },
    take: async (lead) => {
      if (await taking.send(by(lead))) toast.done(t("leads.said.taken", { lead: lead.name }));
    },
    setState: async (lead, state) => {
      const done = await changing.send({ ...by(lead), body: { state } });
      if (done)
        toast.done(t("leads.said.state", { lead: lead.name, state: t(`leads.state.${state}`) }), () =>
          changing.send({ ...by(lead), body: { state: lead.state } }),
        );
    },
    remove: async (lead) => {
      const gone = await deleting.send(by(lead));
      if (!gone) return;
      onGone();
      toast.done(t("leads.said.deleted", { lead: lead.name }));
    },
  };
  const disqualify = async (lead: LeadShape, reason: string) => {
    const gone = await giving.send({ ...by(lead), body: { reason } });
    if (!gone) return;
    close();
    onGone();
    toast.done(t("leads.said.disqualified", { lead: lead.name }), () => takingUp.send(by(lead)));
  };
  const panel = open && (
    <>
      {open.verb === "call" && <CallPanel lead={open.lead} onClose={close} />}
      {open.verb === "mail" && <MailPanel lead={open.lead} onClose={close} />}
      {open.verb === "convert" && (
        <ConvertPanel
          lead={open.lead}
          onClose={close}
          onDone={(deal) => {
            close();
            onGone();
            toast.done(t("leads.said.converted", { lead: deal.name }));
            void navigate(`/deals/${deal.id}`);
          }}
        />
      )}
      {open.verb === "disqualify" && (
        <ReasonPanel
          title={t("leads.disqualify.title", { lead: open.lead.name })}
          label={t("leads.disqualify.reason")}
          verb={t("leads.disqualify")}
          quick={(["no_budget", "not_fit", "no_reply", "duplicate"] as const).map((one) =>
            t(`leads.disqualify.quick.${one}`),
          )}
          onClose={close}
          onSay={(reason) => void disqualify(open.lead, reason)}
        />
      )}
    </>
  );
  return { verbs, panel };
}
