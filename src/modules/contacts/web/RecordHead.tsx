import { type ReactNode, useState } from "react";
import { useKeys } from "#ui/frame/keys.ts";
import { Link } from "#ui/Link.tsx";
import { Avatar } from "#ui/parts/Avatar.tsx";
import { ClashNote } from "#ui/parts/ClashNote.tsx";
import { FactForm } from "#ui/parts/Fact.tsx";
import { TextInput } from "#ui/parts/Field.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import { Menu, type MenuItem } from "#ui/parts/Menu.tsx";
import { useTitle } from "#ui/title.ts";
import type { RecordEdit } from "#ui/useRecordEdit.ts";
import { useWords } from "#ui/words.tsx";

type Props<Seen, Fields> = {
  kind: "contacts" | "organizations";
  record: Seen;
  edit: RecordEdit<Seen, Fields>;
  nameFields: (name: string) => Fields;
  onDelete: () => void;
  actions?: ReactNode;
  /** More verbs for its menu. */
  verbs?: readonly MenuItem[];
  children: ReactNode;
};

/** Where one is, the name, what one may do; below it the facts. */
export function RecordHead<Seen extends { name: string }, Fields>(props: Props<Seen, Fields>) {
  const { kind, record, edit, nameFields, onDelete, actions, verbs = [], children } = props;
  const { t } = useWords();
  const [typed, setTyped] = useState(record.name);
  useTitle(record.name);
  const rename = () => {
    setTyped(record.name);
    edit.setOpen("name");
  };
  useKeys([{ keys: "e", label: "ui.keys.edit", group: "here", run: () => edit.mayWrite && rename() }]);
  const save = () => {
    const name = typed.trim();
    if (name) void edit.save({ fields: nameFields(name), shown: name, theirs: (now) => now.name });
  };
  const items: MenuItem[] = [
    { label: t("contacts.rename"), icon: "edit", keys: "e", disabled: !edit.mayWrite, run: rename },
    { label: t("contacts.delete"), icon: "trash", danger: true, disabled: !edit.mayWrite, run: onDelete },
    ...verbs,
  ];
  const nameLabel = t("contacts.field.name");
  return (
    <header className="rhead">
      <div className="t">
        <Link className="ink2 s crumb" to={`/${kind}`}>
          {t(`contacts.tab.${kind}`)}
        </Link>
        <span className="ink3 crumb" aria-hidden="true">
          /
        </span>
        <Avatar name={record.name} size="lg" square={kind === "organizations"} />
        {edit.open === "name" && edit.mayWrite ? (
          <FactForm
            control={<TextInput label={nameLabel} maxLength={300} value={typed} onChange={setTyped} />}
            onSave={save}
            onCancel={() => edit.setOpen(null)}
          />
        ) : (
          <h1 className="cut">{record.name}</h1>
        )}
        <span className="grow" />
        <Menu className="btn quiet ico sm" name={t("contacts.more")} items={items}>
          <Icon name="more" />
        </Menu>
        {actions}
      </div>
      <ClashNote record={record} edit={edit} />
      <dl className="facts num">{children}</dl>
    </header>
  );
}
