import { Dialog } from "#ui/parts/Dialog.tsx";
import { useWords } from "#ui/words.tsx";
import type { Person } from "../person.ts";
import { AbsenceForm, AbsenceList } from "./Absences.tsx";

/** Somebody's absences, for whoever leads them. */
export function AwayDialog({ person, onClose }: { person: Pick<Person, "id" | "name">; onClose: () => void }) {
  const { t } = useWords();
  return (
    <Dialog title={t("people.away.title", { name: person.name })} onClose={onClose}>
      <div className="form">
        <p className="s ink2">{t("people.away.lead_other", { name: person.name })}</p>
        <AbsenceList person={person.id} />
        <AbsenceForm person={person.id} />
      </div>
    </Dialog>
  );
}
