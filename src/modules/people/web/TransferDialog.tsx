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
import { type Chosen, Takers, takersOf } from "./Takers.tsx";
import { useTakeBack } from "./useTakeBack.ts";
import { useTakers } from "./useTakers.ts";

export const passing = ["people", "transfers", "deals", "organizations", "contacts", "activities", "quotas", "figures"];

/** A territory handed over: kinds of open work pass to others, and nobody leaves. */
export function TransferDialog({ person, onClose }: { person: Pick<Person, "id" | "name">; onClose: () => void }) {
  const { t, formatNumber } = useWords();
  const { data, error, again } = useRead(transferPreviewRoute, { params: { id: person.id } });
  const [chosen, setChosen] = useState<Chosen>({});
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
  const takers = takersOf(chosen, people);
  const kinds = (data?.kinds ?? []).filter(({ onlyLeaving, count }) => !onlyLeaving && count > 0);
  return (
    <Dialog
      title={t("people.transfer.title", { name: person.name })}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t("ui.part.cancel")}</Button>
          <Button
            primary
            disabled={!mayWrite || sending || Object.keys(takers).length === 0}
            onClick={() => void send({ params: { id: person.id }, body: { takers } })}
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
        <Takers
          kinds={kinds}
          people={people.map(({ id, name }) => ({ value: id, label: name }))}
          chosen={chosen}
          onChoose={setChosen}
          refusal={refusal}
        />
      </div>
    </Dialog>
  );
}
