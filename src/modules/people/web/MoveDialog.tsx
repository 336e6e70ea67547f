import { useState } from "react";
import { Button } from "#ui/parts/Button.tsx";
import { Dialog } from "#ui/parts/Dialog.tsx";
import { Select } from "#ui/parts/Field.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { changePersonRoute, peopleRoute } from "../api.ts";
import type { Person } from "../person.ts";

type Props = { person: Pick<Person, "id" | "name" | "teamId">; onClose: () => void };

/** Another team from today on. */
export function MoveDialog({ person, onClose }: Props) {
  const { t } = useWords();
  const { data } = useRead(peopleRoute, {}, { topics: ["people"] });
  const [teamId, setTeamId] = useState<string>(person.teamId ?? "");
  const { send, sending, mayWrite } = useWrite(changePersonRoute, { touches: ["people"], onDone: onClose });
  const teams = (data?.teams ?? []).filter((team) => team.leadId !== person.id);
  return (
    <Dialog
      title={t("people.list.move", { name: person.name })}
      onClose={onClose}
      foot={
        <Button
          primary
          disabled={!mayWrite || sending || teamId === (person.teamId ?? "")}
          onClick={() =>
            void send({
              params: { id: person.id },
              body: { teamId: teams.find(({ id }) => id === teamId)?.id ?? null },
            })
          }
        >
          {t("people.settings.save")}
        </Button>
      }
    >
      <Select
        label={t("people.field.team")}
        hint={t("people.list.move_hint")}
        value={teamId}
        onChange={setTeamId}
        choices={teams.map((team) => ({ value: team.id as string, label: team.name }))}
        empty={t("people.field.no_team")}
      />
    </Dialog>
  );
}
