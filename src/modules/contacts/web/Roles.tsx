import { useState } from "react";
import type { Answered } from "#lib/route.ts";
import { Link } from "#ui/Link.tsx";
import { Avatar } from "#ui/parts/Avatar.tsx";
import { Button } from "#ui/parts/Button.tsx";
import { Problem } from "#ui/parts/Card.tsx";
import { Combobox, type Option } from "#ui/parts/Combobox.tsx";
import { Dialog } from "#ui/parts/Dialog.tsx";
import { TextInput } from "#ui/parts/Field.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import { Menu } from "#ui/parts/Menu.tsx";
import { useWrite } from "#ui/query.ts";
import { useSession } from "#ui/session.ts";
import { useWords } from "#ui/words.tsx";
import {
  addContactRoleRoute,
  changeContactRoleRoute,
  type contactRoute,
  deleteContactRoleRoute,
  moveContactRoute,
} from "../api.ts";
import { findOrganizations } from "./public.tsx";

type Seen = Answered<typeof contactRoute>;
type Role = Seen["roles"][number];

/** Where somebody works, and where they did. */
export function RolesSection({ contact }: { contact: Seen }) {
  const { t } = useWords();
  const [adding, setAdding] = useState<"move" | "also" | null>(null);
  const present = contact.roles.filter(({ toOn }) => toOn === null);
  const past = contact.roles.filter(({ toOn }) => toOn !== null);
  return (
    <section>
      <h2>
        {t("contacts.works_at")}
        {contact.mayWrite && (
          <Button quiet small onClick={() => setAdding(present.length > 0 ? "move" : "also")}>
            {t(present.length > 0 ? "contacts.new_employer" : "contacts.add")}
          </Button>
        )}
      </h2>
      {present.length === 0 && <p className="s ink2">{t("contacts.works_nowhere")}</p>}
      <ul className="ppl">
        {present.map((role) => (
          <RoleLine key={role.id} contact={contact} role={role} />
        ))}
      </ul>
      {contact.mayWrite && present.length > 0 && (
        <Button quiet small icon="plus" onClick={() => setAdding("also")}>
          {t("contacts.works_also")}
        </Button>
      )}
      {past.length > 0 && (
        <>
          <h3 className="s b">{t("contacts.worked_at")}</h3>
          <ul className="ppl">
            {past.map((role) => (
              <RoleLine key={role.id} contact={contact} role={role} />
            ))}
          </ul>
        </>
      )}
      {adding && <RoleDialog contact={contact} kind={adding} onClose={() => setAdding(null)} />}
    </section>
  );
}

function RoleLine({ contact, role }: { contact: Seen; role: Role }) {
  const { t, formatDate } = useWords();
  const { today } = useSession();
  const touches = { touches: [`contact:${contact.id}`, "contacts", `organization:${role.organizationId}`] };
  const changing = useWrite(changeContactRoleRoute, touches);
  const removing = useWrite(deleteContactRoleRoute, touches);
  const params = { id: contact.id, role: role.id };
  const name = role.organization ?? t("contacts.hidden_organization");
  const day = (on: string | null) => (on ? formatDate(on, "long") : "");
  const [from, to] = [day(role.fromOn), day(role.toOn)];
  const both = from && to && t("contacts.from_to", { from, to });
  const span =
    both || (from && t("contacts.account_since", { date: from })) || (to && t("contacts.until", { date: to }));
  const detail = [role.department, role.title, span].filter(Boolean).join(" · ");
  const isPresent = role.toOn === null;
  const items = [
    ...(isPresent && !role.isPrimary
      ? [
          {
            label: t("contacts.make_primary"),
            icon: "check" as const,
            run: () => void changing.send({ params, body: { isPrimary: true } }),
          },
        ]
      : []),
    ...(isPresent
      ? [
          {
            label: t("contacts.ends_today"),
            icon: "out" as const,
            run: () => void changing.send({ params, body: { toOn: today } }),
          },
        ]
      : [
          {
            label: t("contacts.works_again"),
            icon: "undo" as const,
            run: () => void changing.send({ params, body: { toOn: null } }),
          },
        ]),
    {
      label: t("contacts.remove_role"),
      icon: "trash" as const,
      danger: true,
      run: () => void removing.send({ params }),
    },
  ];
  const inside = (
    <>
      <Avatar name={name} square />
      <span className="grow">
        <span className="s b cut block">{name}</span>
        <span className="xs ink2 cut block">{detail || (role.isPrimary ? t("contacts.primary") : "")}</span>
      </span>
    </>
  );
  return (
    <li className="row">
      {role.organization ? (
        <Link className="grow" to={`/organizations/${role.organizationId}`}>
          {inside}
        </Link>
      ) : (
        <span className="grow">{inside}</span>
      )}
      {contact.mayWrite && (
        <Menu className="btn quiet ico sm" name={t("contacts.more_about", { name })} items={items}>
          <Icon name="more" />
        </Menu>
      )}
    </li>
  );
}

function RoleDialog({ contact, kind, onClose }: { contact: Seen; kind: "move" | "also"; onClose: () => void }) {
  const { t } = useWords();
  const { today } = useSession();
  const [organization, setOrganization] = useState<Option | null>(null);
  const [title, setTitle] = useState("");
  const [department, setDepartment] = useState("");
  const [on, setOn] = useState<string>(today);
  const options = { touches: [`contact:${contact.id}`, "contacts"], onDone: onClose, onRefused: () => true };
  const moving = useWrite(moveContactRoute, options);
  const adding = useWrite(addContactRoleRoute, options);
  const write = kind === "move" ? moving : adding;
  const handleSave = () => {
    if (!organization) return;
    const place = {
      organizationId: organization.id as NonNullable<Seen["organizationId"]>,
      title: title || null,
      department: department || null,
    };
    const params = { id: contact.id };
    const day = (on || today) as NonNullable<Role["fromOn"]>;
    if (kind === "move") void moving.send({ params, body: { ...place, on: day } });
    else void adding.send({ params, body: { ...place, fromOn: on ? day : null } });
  };
  return (
    <Dialog
      title={t(kind === "move" ? "contacts.moves_to" : "contacts.works_also", { name: contact.name })}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t("ui.part.cancel")}</Button>
          <Button primary disabled={!organization || write.sending} onClick={handleSave}>
            {t("ui.part.save")}
          </Button>
        </>
      }
    >
      <div className="form">
        {write.refusal && <Problem error={write.refusal} />}
        {kind === "move" && <p className="s ink2">{t("contacts.moves_hint")}</p>}
        <Combobox
          label={t("contacts.field.organization")}
          mark="organization"
          find={findOrganizations}
          value={organization}
          onChange={setOrganization}
        />
        <div className="pair">
          <TextInput
            label={t("contacts.field.department")}
            optional
            maxLength={300}
            value={department}
            onChange={setDepartment}
          />
          <TextInput label={t("contacts.field.title")} optional maxLength={300} value={title} onChange={setTitle} />
        </div>
        <TextInput label={t("contacts.from_on")} type="date" value={on} onChange={setOn} />
      </div>
    </Dialog>
  );
}
