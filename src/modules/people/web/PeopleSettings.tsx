import { useState } from "react";
import { toast } from "#ui/frame/toasts.ts";
import { Who } from "#ui/parts/Avatar.tsx";
import { Button } from "#ui/parts/Button.tsx";
import { Card, Empty, Problem } from "#ui/parts/Card.tsx";
import { Chip } from "#ui/parts/Chip.tsx";
import { Dialog } from "#ui/parts/Dialog.tsx";
import { Checkbox, Select, TextInput } from "#ui/parts/Field.tsx";
import { SearchField } from "#ui/parts/SearchField.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { faultAt } from "#ui/refusals.ts";
import { useSession } from "#ui/session.ts";
import { useWords } from "#ui/words.tsx";
import { addPersonRoute, addTeamRoute, inviteRoute, peopleRoute } from "../api.ts";
import { absencesRoute } from "../comingAndGoing.ts";
import { type Person, type PersonId, type Team, type TeamId, worksHereOn } from "../person.ts";
import { PersonVerbs } from "./PersonVerbs.tsx";
import { Settings } from "./Settings.tsx";
import { TransfersCard } from "./TransfersCard.tsx";

/** Everybody who works here: their team, their sign-in, and how they get one. Who has left stands apart. */
export default function PeopleSettings() {
  const { t, formatNumber } = useWords();
  const { today } = useSession();
  const { data, error, again } = useRead(peopleRoute, {}, { topics: ["people"] });
  const [open, setOpen] = useState<"person" | "team" | null>(null);
  const [words, setWords] = useState("");
  const [inviting, setInviting] = useState<Person | null>(null);
  const everybody = (data?.people ?? []) as Person[];
  const teams = (data?.teams ?? []) as Team[];
  const people = everybody.filter((person) => worksHereOn(person, today));
  const shown = people.filter((person) => isFound(person, words));
  const former = everybody.filter((person) => !people.includes(person));
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
        {people.length > 12 && (
          <div className="tools">
            <SearchField label={t("people.list.find")} value={words} onChange={setWords} />
          </div>
        )}
        {shown.length === 0 && people.length > 0 && <Empty title={t("people.list.none_found", { words })} />}
        <PersonHead />
        <ul className="member-lines">
          {shown.map((person) => (
            <PersonLine key={person.id} person={person} onInvite={() => setInviting(person)} />
          ))}
        </ul>
      </Card>
      <TransfersCard />
      {former.length > 0 && (
        <details className="card former">
          <summary>{t("people.list.former", { count: formatNumber(former.length) })}</summary>
          <ul className="member-lines">
            {former.map((person) => (
              <PersonLine key={person.id} person={person} />
            ))}
          </ul>
        </details>
      )}
      {open === "person" && <AddPerson teams={teams} onClose={() => setOpen(null)} />}
      {open === "team" && <AddTeam people={people} teams={teams} onClose={() => setOpen(null)} />}
      {inviting && <Invite person={inviting} onClose={() => setInviting(null)} />}
    </Settings>
  );
}

/** By their name, their title, their team or their address. */
function isFound({ name, title, team, email }: Person, words: string): boolean {
  const held = [name, title, team, email].join(" ").toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => held.includes(word));
}

/** Names the columns for the eye; each line says the same to a screen reader by itself. */
function PersonHead() {
  const { t } = useWords();
  return (
    <div className="member-line member-head desk" aria-hidden="true">
      <span>{t("people.field.name")}</span>
      <span className="member-work">
        <span>{t("people.field.title")}</span>
        <span>{t("people.field.team")}</span>
      </span>
      <span className="member-state">{t("people.list.head.login")}</span>
    </div>
  );
}

function PersonLine({ person, onInvite }: { person: Person; onInvite?: () => void }) {
  const { t } = useWords();
  const leaving = useLeaving(person);
  return (
    <li className="li member-line">
      <span className="member-name">
        <Who name={person.name} />
        <States person={person} />
      </span>
      <span className="s ink2 member-work">
        <span className="cut">{person.title}</span>
        <span className="cut">{person.team}</span>
      </span>
      <span className="member-state">
        {leaving && <span className="s ink2">{leaving}</span>}
        {person.userId ? (
          <span className="s ink2 cut desk" title={person.email ?? undefined}>
            {person.email}
          </span>
        ) : (
          onInvite && (
            <Button small quiet onClick={onInvite}>
              {t("people.list.invite")}
            </Button>
          )
        )}
      </span>
      <PersonVerbs person={person} logins />
    </li>
  );
}

/** The last day of whoever leaves or has left. */
function useLeaving(person: Person): string | null {
  const { t, formatDate } = useWords();
  const { today } = useSession();
  if (person.leftOn === null || person.erasedAt !== null) return null;
  const date = formatDate(person.leftOn, "long");
  return t(worksHereOn(person, today) ? "people.list.leaves_on" : "people.list.left_on", { date });
}

/** What is out of the ordinary about somebody, in a word each. */
function States({ person }: { person: Person }) {
  const { t, formatDate } = useWords();
  const { today } = useSession();
  const { data } = useRead(absencesRoute, { query: {} }, { topics: ["absences"] });
  const away = data?.find((one) => one.personId === person.id && one.fromOn <= today && one.toOn >= today);
  return (
    <>
      {person.admin && <Chip meaning="accent">{t("people.list.admin")}</Chip>}
      {away && <Chip meaning="info">{t("people.list.away_until", { date: formatDate(away.toOn, "short") })}</Chip>}
      {person.disabledAt && worksHereOn(person, today) && <Chip meaning="risk">{t("people.list.disabled")}</Chip>}
    </>
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
