import { useState } from "react";
import type { CivilDate } from "#lib/time.ts";
import { toast } from "#ui/frame/toasts.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Problem } from "#ui/parts/Card.tsx";
import { Dialog } from "#ui/parts/Dialog.tsx";
import { Select } from "#ui/parts/Field.tsx";
import { DateInput } from "#ui/parts/FigureInputs.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import { Skeleton } from "#ui/parts/Skeleton.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { faultAt } from "#ui/refusals.ts";
import { useSession } from "#ui/session.ts";
import { useWords } from "#ui/words.tsx";
import { leaveRoute, transferPreviewRoute } from "../comingAndGoing.ts";
import type { Person, TeamId } from "../person.ts";
import { nobody, type Preview } from "./Takers.tsx";
import { ToWhom, toNobody, toWhomSent } from "./ToWhom.tsx";
import { passing } from "./TransferDialog.tsx";
import { useTakeBack } from "./useTakeBack.ts";
import { useTakers } from "./useTakers.ts";

type Props = { person: Pick<Person, "id" | "name">; onClose: () => void };

/** Somebody leaves: what they hold stands here with its count before anything happens. */
export function LeaveDialog({ person, onClose }: Props) {
  const { t } = useWords();
  const { data, error, again } = useRead(transferPreviewRoute, { params: { id: person.id } });
  return (
    <Dialog title={t("people.leave.title", { name: person.name })} onClose={onClose}>
      {error && <Problem error={error} onAgain={again} />}
      {data ? <LeaveForm {...{ person, onClose }} preview={data} /> : !error && <Skeleton lines={6} height={44} />}
    </Dialog>
  );
}

function LeaveForm({ person, preview, onClose }: Props & { preview: Preview }) {
  const words = useWords();
  const { t, formatDate } = words;
  const { today } = useSession();
  const [lastOn, setLastOn] = useState<CivilDate | null>(today);
  const [chosen, setChosen] = useState(toNobody);
  const [login, setLogin] = useState<"last_day" | "now">("last_day");
  const [leads, setLeads] = useState<Readonly<Record<string, string>>>({});
  const people = useTakers(person.id);
  const takeBack = useTakeBack();
  const name = person.name;
  const { send, sending, mayWrite, refusal } = useWrite(leaveRoute, {
    touches: passing,
    onDone: ({ id }, { body }) => {
      const said = t("people.leave.done", { name, date: formatDate(body.lastOn, "long") });
      toast.done(said, id === null ? undefined : () => takeBack(id));
      onClose();
    },
  });
  const choices = people.map((one) => ({ value: one.id as string, label: one.name }));
  const kinds = preview.kinds.filter(({ count }) => count > 0);
  const handleSend = () => {
    if (!lastOn) return;
    const reason = t("people.leave.quota_reason", { name, date: formatDate(lastOn, "long") });
    const body = { lastOn, login, reason, ...toWhomSent(chosen, people), leads: leadsOf(preview, leads, people) };
    void send({ params: { id: person.id }, body });
  };
  return (
    <div className="form">
      <p className="s ink2">{t("people.leave.lead", { name })}</p>
      <div className="pair">
        <DateInput
          label={t("people.leave.last_day")}
          value={lastOn}
          onChange={setLastOn}
          required
          error={faultAt(words, refusal, "/lastOn")}
        />
        {preview.login && (
          <Select
            label={t("people.leave.login")}
            value={login}
            onChange={setLogin}
            choices={[
              { value: "last_day", label: t("people.leave.login.last_day") },
              { value: "now", label: t("people.leave.login.now") },
            ]}
          />
        )}
      </div>
      {kinds.length === 0 ? (
        <p>{t("people.leave.nothing", { name })}</p>
      ) : (
        <>
          <ToWhom from={person.id} {...{ kinds, people, chosen, refusal }} onChoose={setChosen} />
          {kinds.some(({ kind }) => kind === "quota") && (
            <p className="xs ink2">{t("people.leave.quota_hint", { name })}</p>
          )}
        </>
      )}
      {preview.leads.map((team) => (
        <div key={team.teamId}>
          <Select
            label={t("people.leave.lead_of", { team: team.name })}
            value={leads[team.teamId] ?? nobody}
            onChange={(lead) => setLeads({ ...leads, [team.teamId]: lead })}
            choices={[{ value: nobody, label: t("people.leave.no_lead") }, ...choices]}
          />
          {(leads[team.teamId] ?? nobody) === nobody && (
            <p className="note off xs">
              <Icon name="warn" small /> {t("people.leave.no_lead_warning")}
            </p>
          )}
        </div>
      ))}
      <div className="acts">
        <Button onClick={onClose}>{t("ui.part.cancel")}</Button>
        <Button primary disabled={!mayWrite || sending || !lastOn} onClick={handleSend}>
          {t("people.leave.do", { name })}
        </Button>
      </div>
    </div>
  );
}

function leadsOf(
  { leads }: Preview,
  chosen: Readonly<Record<string, string>>,
  people: readonly { id: Person["id"] }[],
): { teamId: TeamId; leadId: Person["id"] | null }[] {
  return leads.map(({ teamId }) => ({ teamId, leadId: people.find(({ id }) => id === chosen[teamId])?.id ?? null }));
}
