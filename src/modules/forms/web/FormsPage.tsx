import "./forms.css";
import { useState } from "react";
import { fieldsRoute } from "#modules/fields/api.ts";
import { Settings } from "#modules/people/web/public.tsx";
import { toast } from "#ui/frame/toasts.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Card, Empty, Problem } from "#ui/parts/Card.tsx";
import { Chip } from "#ui/parts/Chip.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { changeFormRoute, dropRoute, type FormShape, formsRoute, heldRoute, letInRoute } from "../api.ts";
import { ownFields } from "../form.ts";
import { FormEditor } from "./FormEditor.tsx";

const topics = ["forms"];

/** The web forms of the company, and what of theirs is held back. */
export default function FormsPage() {
  const { t } = useWords();
  const { data, error, again } = useRead(formsRoute, {}, { topics });
  const [editing, setEditing] = useState<string | null>(null);
  const form = data?.forms.find(({ id }) => id === editing);
  return (
    <Settings>
      <p className="ink2">{t("forms.lead")}</p>
      {error && <Problem error={error} onAgain={again} />}
      {data && (
        <Card className="form-edit" title={t("forms.title")}>
          {data.forms.length === 0 && <Empty title={t("forms.none")}>{t("forms.none_hint")}</Empty>}
          <ul>
            {data.forms.map((one) => (
              <FormLine key={one.id} form={one} onEdit={() => setEditing(one.id)} />
            ))}
          </ul>
          <Button primary={data.forms.length === 0} icon="plus" onClick={() => setEditing("new")}>
            {t("forms.add")}
          </Button>
        </Card>
      )}
      {data && editing !== null && (editing === "new" || form) && (
        <FormEditor
          key={editing}
          form={form ?? null}
          origin={data.origin}
          onSaved={(id) => setEditing(id)}
          onClose={() => setEditing(null)}
        />
      )}
      <Held />
    </Settings>
  );
}

function FormLine({ form, onEdit }: { form: FormShape; onEdit: () => void }) {
  const { t } = useWords();
  const { send } = useWrite(changeFormRoute, { touches: topics });
  return (
    <li className="li">
      <span className="grow cut">
        <strong>{form.name}</strong>
      </span>
      {form.archived && <Chip>{t("forms.archived")}</Chip>}
      <span className="ink2 s num">{t("forms.sent", { count: form.sent })}</span>
      {form.held > 0 && <span className="ink2 s num">{t("forms.held_count", { count: form.held })}</span>}
      {!form.archived && <Button small name={t("forms.edit", { name: form.name })} icon="edit" onClick={onEdit} />}
      <Button small quiet onClick={() => void send({ params: { id: form.id }, body: { archived: !form.archived } })}>
        {t(form.archived ? "forms.restore" : "forms.archive")}
      </Button>
    </li>
  );
}

/** What is suspicious, with why: a person decides. */
function Held() {
  const { t, formatRelative } = useWords();
  const { data } = useRead(heldRoute, {}, { topics });
  const { data: fields } = useRead(fieldsRoute, { query: { record: "deal" } }, { topics: ["fields"] });
  const nameOf = (key: string) => {
    const own = ownFields.find((one) => one === key);
    if (own) return t(`forms.public.field.${own}`);
    return fields?.find((field) => `custom.${field.key}` === key)?.label ?? key;
  };
  const letting = useWrite(letInRoute, { touches: [...topics, "leads"] });
  const dropping = useWrite(dropRoute, { touches: topics });
  if (!data) return null;
  return (
    <Card className="form-edit" title={t("forms.held.title")}>
      <p className="ink2 s">{t(data.held.length === 0 ? "forms.held.none" : "forms.held.hint")}</p>
      <ul>
        {data.held.map((one) => (
          <li key={one.id} className="form-card">
            <div className="row wrap">
              <span className="ink2 s">{t("forms.held.sent", { form: one.form, when: formatRelative(one.at) })}</span>
              {one.reasons.map((reason) => (
                <Chip key={reason}>{t(`forms.spam.${reason}`)}</Chip>
              ))}
            </div>
            <p className="held-said">
              {Object.entries(one.written)
                .map(([key, value]) => t("forms.held.line", { field: nameOf(key), value }))
                .join("\n")}
            </p>
            <div className="row">
              <Button
                small
                icon="check"
                onClick={async () => {
                  if (await letting.send({ params: { id: one.id } })) toast.done(t("forms.held.was_let_in"));
                }}
              >
                {t("forms.held.let_in")}
              </Button>
              <Button
                small
                quiet
                icon="x"
                onClick={async () => {
                  if (await dropping.send({ params: { id: one.id } })) toast.done(t("forms.held.dropped"));
                }}
              >
                {t("forms.held.drop")}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
