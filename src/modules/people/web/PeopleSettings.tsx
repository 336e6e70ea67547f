import { useState } from "react";
import { toast } from "#ui/frame/toasts.ts";
import { Who } from "#ui/parts/Avatar.tsx";
import { Button } from "#ui/parts/Button.tsx";
import { Card, Problem } from "#ui/parts/Card.tsx";
import { Chip } from "#ui/parts/Chip.tsx";
import { Dialog } from "#ui/parts/Dialog.tsx";
import { Checkbox, Select, TextInput } from "#ui/parts/Field.tsx";
import { Menu } from "#ui/parts/Menu.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { faultAt } from "#ui/refusals.ts";
import { useWords } from "#ui/words.tsx";
import { addPersonRoute, addTeamRoute, changePersonRoute, inviteRoute, peopleRoute, setLoginRoute } from "../api.ts";
import type { Person, PersonId, Team, TeamId } from "../person.ts";
import { Settings } from "./Settings.tsx";

/** Everybody who works here: their team, their sign-in, and how they get one. */
export default function PeopleSettings() {
  const { t, formatNumber } = useWords();
  const { data, error, again } = useRead(peopleRoute, {}, { topics: ["people"] });
  const [open, setOpen] = useState<"person" | "team" | null>(null);
  const [inviting, setInviting] = useState<Person | null>(null);
  const people = (data?.people ?? []) as Person[];
  const teams = (data?.teams ?? []) as Team[];
  return (
    <Settings>
      <Card
        title={t("people.list.title", { count: people.length, shown: formatNumber(people.length) })}
        more={
          <>
            <Button small onClick={() => setOpen("team")}>
              {t("people.list.add_team")}
            </Button>
            <Button small primary onClick={() => setOpen("person")}>
              {t("people.list.add_person")}
            </Button>
          </>
        }
      >
        {error && <Problem error={error} onAgain={again} />}
        <ul>
          {people.map((person) => (
            <PersonLine key={person.id} person={person} teams={teams} onInvite={() => setInviting(person)} />
          ))}
        </ul>
      </Card>
      {open === "person" && <AddPerson teams={teams} onClose={() => setOpen(null)} />}
      {open === "team" && <AddTeam people={people} teams={teams} onClose={() => setOpen(null)} />}
      {inviting && <Invite person={inviting} onClose={() => setInviting(null)} />}
    </Settings>
  );
}

function PersonLine({ person, teams, onInvite }: { person: Person; teams: readonly Team[]; onInvite: () => void }) {
  const { t } = useWords();
  const login = useWrite(setLoginRoute, { touches: ["people"] });
  const change = useWrite(changePersonRoute, { touches: ["people"] });
  const moves = teams
    .filter((team) => team.id !== person.teamId && team.leadId !== person.id)
    .map((team) => ({
      label: t("people.list.move_to", { team: team.name }),
      run: () => void change.send({ params: { id: person.id }, body: { teamId: team.id } }),
    }));
  const logins = person.userId
    ? [
        {
          label: t(person.disabledAt ? "people.list.enable" : "people.list.disable"),
          run: () => void login.send({ params: { id: person.userId! }, body: { disabled: !person.disabledAt } }),
        },
        {
          label: t(person.admin ? "people.list.no_admin" : "people.list.make_admin"),
          run: () => void login.send({ params: { id: person.userId! }, body: { admin: !person.admin } }),
        },
      ]
    : [];
  return (
    <li className="li">
      <span className="grow cut">
        <Who name={person.name} />{" "}
        <span className="s ink2">{[person.title, person.team].filter(Boolean).join(" · ")}</span>
      </span>
      {person.admin && <Chip meaning="accent">{t("people.list.admin")}</Chip>}
      {person.disabledAt && <Chip meaning="risk">{t("people.list.disabled")}</Chip>}
      {person.userId ? (
        <span className="s ink2 desk">{person.email}</span>
      ) : (
        <Button small onClick={onInvite}>
          {t("people.list.invite")}
        </Button>
      )}
      {moves.length + logins.length > 0 && (
        <Menu
          name={t("people.list.more", { name: person.name })}
          className="btn quiet sm ico"
          items={[...logins, ...moves]}
        >
          ⋯
        </Menu>
      )}
    </li>
  );
}

function AddPerson({ teams, onClose }: { teams: readonly Team[]; onClose: () => void }) {
  const words = useWords();
  const { t } = words;
  const [typed, setTyped] = useState({ name: "", title: "", teamId: "" });
  const { send, sending, mayWrite, refusal } = useWrite(addPersonRoute, { touches: ["people"], onDone: onClose });
  const save = () =>
    void send({
      body: { name: typed.name, title: typed.title || null, teamId: (typed.teamId || null) as TeamId | null },
    });
  return (
    <Dialog
      title={t("people.list.add_person")}
      onClose={onClose}
      foot={
        <Button primary disabled={!mayWrite || sending || typed.name.trim() === ""} onClick={save}>
          {t("people.settings.save")}
        </Button>
      }
    >
      <TextInput
        label={t("people.field.name")}
        value={typed.name}
        onChange={(name) => setTyped({ ...typed, name })}
        error={faultAt(words, refusal, "/name")}
      />
      <TextInput
        label={t("people.field.title")}
        optional
        value={typed.title}
        onChange={(title) => setTyped({ ...typed, title })}
      />
      <Select
        label={t("people.field.team")}
        optional
        value={typed.teamId}
        onChange={(teamId) => setTyped({ ...typed, teamId })}
        choices={teams.map((team) => ({ value: team.id as string, label: team.name }))}
        empty={t("people.field.no_team")}
      />
    </Dialog>
  );
}

function AddTeam({
  people,
  teams,
  onClose,
}: {
  people: readonly Person[];
  teams: readonly Team[];
  onClose: () => void;
}) {
  const words = useWords();
  const { t } = words;
  const [typed, setTyped] = useState({ name: "", leadId: "", parentId: "" });
  const { send, sending, mayWrite, refusal } = useWrite(addTeamRoute, { touches: ["people"], onDone: onClose });
  const save = () =>
    void send({
      body: {
        name: typed.name.trim() || null,
        leadId: (typed.leadId || null) as PersonId | null,
        parentId: (typed.parentId || null) as TeamId | null,
      },
    });
  return (
    <Dialog
      title={t("people.list.add_team")}
      onClose={onClose}
      foot={
        <Button primary disabled={!mayWrite || sending} onClick={save}>
          {t("people.settings.save")}
        </Button>
      }
    >
      <TextInput
        label={t("people.field.team_name")}
        hint={t("people.field.team_name_hint")}
        optional
        value={typed.name}
        onChange={(name) => setTyped({ ...typed, name })}
        error={faultAt(words, refusal, "/name")}
      />
      <Select
        label={t("people.field.lead")}
        optional
        value={typed.leadId}
        onChange={(leadId) => setTyped({ ...typed, leadId })}
        choices={people.map((one) => ({ value: one.id as string, label: one.name }))}
        empty={t("people.field.nobody")}
      />
      <Select
        label={t("people.field.parent_team")}
        optional
        value={typed.parentId}
        onChange={(parentId) => setTyped({ ...typed, parentId })}
        choices={teams.map((one) => ({ value: one.id as string, label: one.name }))}
        empty={t("people.field.no_team")}
      />
    </Dialog>
  );
}

function Invite({ person, onClose }: { person: Person; onClose: () => void }) {
  const words = useWords();
  const { t } = words;
  const [email, setEmail] = useState(person.email ?? "");
  const [admin, setAdmin] = useState(false);
  const { send, sending, mayWrite, refusal } = useWrite(inviteRoute, {
    touches: ["mails"],
    onDone: () => {
      toast.done(t("people.list.invited", { name: person.name }));
      onClose();
    },
  });
  return (
    <Dialog
      title={t("people.list.invite_person", { name: person.name })}
      onClose={onClose}
      foot={
        <Button
          primary
          disabled={!mayWrite || sending || email === ""}
          onClick={() => void send({ body: { personId: person.id, email, admin } })}
        >
          {t("people.list.send_invitation")}
        </Button>
      }
    >
      <TextInput
        label={t("people.field.email")}
        type="email"
        value={email}
        onChange={setEmail}
        error={faultAt(words, refusal, "/email")}
      />
      <Checkbox label={t("people.list.as_admin")} checked={admin} onChange={setAdmin} />
    </Dialog>
  );
}
