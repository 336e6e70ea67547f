import { useState } from "react";
import { toast } from "#ui/frame/toasts.ts";
import { Menu, type MenuItem } from "#ui/parts/Menu.tsx";
import { useWrite } from "#ui/query.ts";
import { useSession } from "#ui/session.ts";
import { useWords } from "#ui/words.tsx";
import { endSessionsRoute, setLoginRoute } from "../api.ts";
import { erasePersonRoute } from "../comingAndGoing.ts";
import { type Person, worksHereOn } from "../person.ts";
import { AwayDialog } from "./AwayDialog.tsx";
import { EraseDialog } from "./EraseDialog.tsx";
import { LeaveDialog } from "./LeaveDialog.tsx";
import { MoveDialog } from "./MoveDialog.tsx";
import { TransferDialog } from "./TransferDialog.tsx";
import { useHeld } from "./useHeld.ts";

type Shown = "away" | "transfer" | "leave" | "erase" | "move";
type Subject = Pick<Person, "id" | "name" | "leftOn" | "erasedAt" | "userId" | "admin" | "disabledAt" | "teamId">;

/** What one may do about a person, behind one button: for whoever leads them, and for admins. Nothing for others. */
export function PersonVerbs({ person, logins = false }: { person: Subject; logins?: boolean }) {
  const { t } = useWords();
  const [shown, setShown] = useState<Shown | null>(null);
  const items = useVerbs(person, logins, setShown);
  if (items.length === 0) return null;
  const props = { person, onClose: () => setShown(null) };
  return (
    <>
      <Menu name={t("people.list.more", { name: person.name })} className="btn quiet sm ico" items={items}>
        ⋯
      </Menu>
      {shown === "away" && <AwayDialog {...props} />}
      {shown === "transfer" && <TransferDialog {...props} />}
      {shown === "leave" && <LeaveDialog {...props} />}
      {shown === "move" && <MoveDialog {...props} />}
      {shown === "erase" && <Erase {...props} />}
    </>
  );
}

function useVerbs(person: Subject, logins: boolean, show: (which: Shown) => void): MenuItem[] {
  const { t } = useWords();
  const { user, actor, person: me, today } = useSession();
  const login = useLoginVerbs(person);
  const handleHeld = useHeld(person);
  if (person.erasedAt !== null) return [];
  const isHere = worksHereOn(person, today);
  const mayManage = user.admin || actor.leads.includes(person.id);
  const isOther = person.id !== me.id;
  const work: MenuItem[] = [
    ...(isHere && mayManage ? [{ label: t("people.away.verb"), run: () => show("away") }] : []),
    ...(mayManage ? [{ label: t("people.transfer.verb"), run: () => show("transfer") }] : []),
    ...(isHere && user.admin ? [{ label: t("people.list.team"), run: () => show("move") }] : []),
    ...(person.leftOn === null && user.admin && isOther
      ? [{ label: t("people.leave.verb"), run: () => show("leave") }]
      : []),
  ];
  if (!user.admin) return work;
  const privacy: MenuItem[] = [
    { label: t("people.held.verb"), run: () => void handleHeld() },
    ...(!isHere && isOther ? [{ label: t("people.erase.verb"), danger: true, run: () => show("erase") }] : []),
  ];
  const signIn = logins && person.userId && isOther ? [{ head: t("people.list.head.login") }, ...login] : [];
  return [
    ...(work.length > 0 ? [{ head: t("people.list.head.work") }, ...work] : []),
    ...signIn,
    { head: t("people.list.head.privacy") },
    ...privacy,
  ];
}

function useLoginVerbs({ userId, disabledAt, admin }: Subject): MenuItem[] {
  const { t } = useWords();
  const { send } = useWrite(setLoginRoute, { touches: ["people"] });
  const { send: end } = useWrite(endSessionsRoute, {
    touches: ["people"],
    onDone: ({ ended }) => void toast.done(t("people.list.sessions_ended", { count: ended })),
  });
  const change = (body: { disabled?: boolean; admin?: boolean }) => void send({ params: { id: userId ?? "" }, body });
  return [
    {
      label: t(disabledAt ? "people.list.enable" : "people.list.disable"),
      run: () => change({ disabled: !disabledAt }),
    },
    { label: t("people.list.end_sessions"), run: () => void end({ params: { id: userId ?? "" } }) },
    { label: t(admin ? "people.list.no_admin" : "people.list.make_admin"), run: () => change({ admin: !admin }) },
  ];
}

function Erase({ person, onClose }: { person: Subject; onClose: () => void }) {
  const { t } = useWords();
  const write = useWrite(erasePersonRoute, {
    touches: ["people", "deals", "contacts"],
    onDone: () => {
      toast.done(t("people.erase.done"));
      onClose();
    },
  });
  return (
    <EraseDialog
      name={person.name}
      what={t("people.erase.person_what")}
      stays={t("people.erase.person_stays")}
      write={write}
      onErase={(name) => void write.send({ params: { id: person.id }, body: { name } })}
      onClose={onClose}
    />
  );
}
