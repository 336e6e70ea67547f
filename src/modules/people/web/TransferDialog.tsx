import { useState } from "react";
import { toast } from "#ui/frame/toasts.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Problem } from "#ui/parts/Card.tsx";
import { Dialog } from "#ui/parts/Dialog.tsx";
import { Skeleton } from "#ui/parts/Skeleton.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { transferPreviewRoute, transferRoute } from "../comingAndGoing.ts";
import type { Person } from "../person.ts";
import { ToWhom, toNobody, toWhomSent } from "./ToWhom.tsx";
import { useTakeBack } from "./useTakeBack.ts";
import { useTakers } from "./useTakers.ts";

export const passing = ["people", "transfers", "deals", "organizations", "contacts", "activities", "quotas", "figures"];

/** A territory handed over: kinds of open work pass to others, and nobody leaves. */
export function TransferDialog({ person, onClose }: { person: Pick<Person, "id" | "name">; onClose: () => void }) {
  const { t, formatNumber } = useWords();
  const { data, error, again } = useRead(transferPreviewRoute, { params: { id: person.id } });
  const [chosen, setChosen] = useState(toNobody);
  const people = useTakers(person.id);
  const takeBack = useTakeBack();
  const { send, sending, mayWrite, refusal } = useWrite(transferRoute, {
    touches: passing,
    onDone: ({ id, moved }) => {
      const count = moved.reduce((sum, one) => sum + one.count, 0);
      if (id === null) toast.said(t("people.transfer.none"));
      else toast.done(t("people.transfer.done", { count, shown: formatNumber(count) }), () => takeBack(id));
      onClose();
    },
  });
  const sent = toWhomSent(chosen, people);
  const isChosen = sent.among.length > 0 || Object.values(sent.takers).some((to) => to !== null);
  const kinds = (data?.kinds ?? []).filter(({ onlyLeaving, count }) => !onlyLeaving && count > 0);
  return (
    <Dialog
      title={t("people.transfer.title", { name: person.name })}
      onClose={onClose}
      wide
      foot={
        <>
          <Button onClick={onClose}>{t("ui.part.cancel")}</Button>
          <Button
            primary
            disabled={!mayWrite || sending || !isChosen}
            onClick={() => void send({ params: { id: person.id }, body: sent })}
          >
            {t("people.transfer.do")}
          </Button>
        </>
      }
    >
      <div className="form">
        <p className="s ink2">{t("people.transfer.lead", { name: person.name })}</p>
        {error && <Problem error={error} onAgain={again} />}
        {!data && !error && <Skeleton lines={4} height={44} />}
        {data && kinds.length === 0 && <p>{t("people.leave.nothing", { name: person.name })}</p>}
        {kinds.length > 0 && <ToWhom from={person.id} {...{ kinds, people, chosen, refusal }} onChoose={setChosen} />}
      </div>
    </Dialog>
  );
}
