// One form with all its parts; longer than a screen of rules.
import { useState } from "react";
import type { Asked } from "#lib/route.ts";
import { fieldsRoute } from "#modules/fields/api.ts";
import { originsRoute } from "#modules/leads/api.ts";
import { useOwners } from "#modules/people/web/public.tsx";
import { toast } from "#ui/frame/toasts.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Card, Problem } from "#ui/parts/Card.tsx";
import { Checkbox, Select, TextArea, TextInput } from "#ui/parts/Field.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { faultAt } from "#ui/refusals.ts";
import { useWords } from "#ui/words.tsx";
import { addFormRoute, changeFormRoute, type FormShape } from "../api.ts";
import { formLanguages, ownFields } from "../form.ts";

type Content = Asked<typeof addFormRoute>["body"];
type Props = { form: FormShape | null; origin: string; onSaved: (id: string) => void; onClose: () => void };

const topics = ["forms"];
const askable = ["text", "long_text", "number", "date", "choice", "yes_no"];

export function FormEditor({ form, origin, onSaved, onClose }: Props) {
  const words = useWords();
  const { t, locale } = words;
  const [typed, setTyped] = useState<Content>(form ? contentOf(form) : blank(locale, t("forms.add")));
  const adding = useWrite(addFormRoute, { touches: topics, onRefused: () => true });
  const changing = useWrite(changeFormRoute, { touches: topics, onRefused: () => true });
  const refusal = form ? changing.refusal : adding.refusal;
  const set = (part: Partial<Content>) => setTyped((old) => ({ ...old, ...part }));
  const save = async () => {
    const saved = form
      ? await changing.send({ params: { id: form.id }, body: typed }, { ifMatch: String(form.version) })
      : await adding.send({ body: typed });
    if (!saved) return;
    toast.done(t("forms.saved"));
    onSaved(form?.id ?? ("id" in saved ? saved.id : ""));
  };
  const text = (key: "name" | "title" | "button" | "redirectTo", label: string, hint?: string) => (
    <TextInput
      label={label}
      hint={hint}
      value={typed[key] ?? ""}
      onChange={(value) => set({ [key]: key === "name" || key === "title" ? value : value || null })}
      error={faultAt(words, refusal, `/${key}`)}
    />
  );
  return (
    <Card
      className="form-edit"
      title={form ? t("forms.edit", { name: form.name }) : t("forms.add")}
      more={<Button quiet small icon="x" name={t("ui.part.close")} onClick={onClose} />}
    >
      <div className="form-two">
        <div className="form-card">
          {refusal && <Problem error={refusal} />}
          {text("name", t("forms.field.name_internal"))}
          {text("title", t("forms.field.title"))}
          <TextArea
            label={t("forms.field.lead")}
            value={typed.lead ?? ""}
            onChange={(lead) => set({ lead: lead || null })}
          />
          <Select
            label={t("forms.field.language")}
            value={typed.language}
            onChange={(language) => set({ language })}
            choices={formLanguages.map((one) => ({ value: one, label: t(`forms.language.${one}`) }))}
          />
          <Fields typed={typed} set={set} />
          {text("button", t("forms.field.button"))}
          <TextArea
            label={t("forms.field.thanks")}
            value={typed.thanks ?? ""}
            onChange={(thanks) => set({ thanks: thanks || null })}
          />
          {text("redirectTo", t("forms.field.redirect"), t("forms.field.redirect_hint"))}
          <Receiving typed={typed} set={set} />
          <TextArea
            label={t("forms.field.sites")}
            hint={t("forms.field.sites_hint")}
            value={typed.sites.join("\n")}
            onChange={(lines) =>
              set({
                sites: lines
                  .split("\n")
                  .map((one) => one.trim())
                  .filter(Boolean),
              })
            }
            error={typed.sites.map((_, at) => faultAt(words, refusal, `/sites/${at}`)).find(Boolean)}
          />
          <Checkbox
            label={t("forms.field.keeps_first")}
            checked={typed.keepsFirst}
            onChange={(keepsFirst) => set({ keepsFirst })}
          />
          <div className="row">
            <Button primary onClick={() => void save()}>
              {t("forms.save")}
            </Button>
          </div>
        </div>
        {form && <Preview form={form} origin={origin} />}
      </div>
    </Card>
  );
}

/** As it was last saved: the page itself, and the two ways to use it. */
function Preview({ form, origin }: { form: FormShape; origin: string }) {
  const { t } = useWords();
  const page = `${origin}/f/${form.token}`;
  const line = `<script src="${page}.js" async></script>`;
  const copy = async (text: string) => {
    await navigator.clipboard.writeText(text);
    toast.done(t("forms.copied"));
  };
  return (
    <div className="form-card">
      <h3>{t("forms.embed")}</h3>
      <div className="form-code">
        <code>{line}</code>
        <Button small icon="copy" name={t("forms.copy")} onClick={() => void copy(line)} />
      </div>
      <h3>{t("forms.page")}</h3>
      <div className="form-code">
        <a className="link grow" href={`/f/${form.token}`} target="_blank" rel="noreferrer">
          {page}
        </a>
        <Button small icon="copy" name={`${t("forms.copy")}: ${page}`} onClick={() => void copy(page)} />
      </div>
      <h3>{t("forms.preview")}</h3>
      <p className="ink2 xs">{t("forms.preview_hint")}</p>
      <iframe key={form.version} className="form-frame" src={`/f/${form.token}`} title={t("forms.preview")} />
    </div>
  );
}

type Editing = { typed: Content; set: (part: Partial<Content>) => void };

function Fields({ typed, set }: Editing) {
  const { t } = useWords();
  const { data } = useRead(fieldsRoute, { query: { record: "deal" } }, { topics: ["fields"] });
  const custom = (data ?? []).filter((one) => !one.archived && askable.includes(one.type));
  const nameOf = (key: string) => {
    const own = ownFields.find((one) => one === key);
    return own ? t(`forms.own.${own}`) : (custom.find((one) => `custom.${one.key}` === key)?.label ?? key);
  };
  const others = [...ownFields, ...custom.map((one) => `custom.${one.key}`)].filter(
    (key) => !typed.fields.some((field) => field.key === key),
  );
  const change = (at: number, part: Partial<Content["fields"][number]>) =>
    set({ fields: typed.fields.map((one, index) => (index === at ? { ...one, ...part } : one)) });
  const lift = (at: number) =>
    set({
      fields: typed.fields.map((one, index) =>
        index === at - 1 ? typed.fields[at]! : index === at ? typed.fields[at - 1]! : one,
      ),
    });
  return (
    <fieldset className="form-card">
      <legend>
        <strong>{t("forms.fields")}</strong>
      </legend>
      {typed.fields.map((field, at) => (
        <div key={field.key} className="form-line">
          <TextInput
            label={t("forms.fields.label", { field: nameOf(field.key) })}
            placeholder={nameOf(field.key)}
            value={field.label ?? ""}
            onChange={(label) => change(at, { label: label || null })}
          />
          <Checkbox
            label={t("forms.fields.required")}
            checked={field.required}
            onChange={(required) => change(at, { required })}
          />
          <span className="row">
            <Button
              quiet
              small
              icon="up"
              name={t("forms.fields.up", { field: nameOf(field.key) })}
              disabled={at === 0}
              onClick={() => lift(at)}
            />
            <Button
              quiet
              small
              icon="x"
              name={t("forms.fields.remove", { field: nameOf(field.key) })}
              onClick={() => set({ fields: typed.fields.filter((_, index) => index !== at) })}
            />
          </span>
        </div>
      ))}
      {others.length > 0 && (
        <Select
          label={t("forms.fields.add")}
          value=""
          onChange={(key) => set({ fields: [...typed.fields, { key, label: null, required: false }] })}
          choices={others.map((key) => ({ value: key as string, label: nameOf(key) }))}
        />
      )}
    </fieldset>
  );
}

function Receiving({ typed, set }: Editing) {
  const { t } = useWords();
  const people = useOwners();
  const { data } = useRead(originsRoute, {}, { topics: ["sources"] });
  const { receiver } = typed;
  const first = people[0]?.id;
  const choose = (to: Content["receiver"]["to"]) => {
    if (to === "queue") set({ receiver: { to } });
    else if (first) set({ receiver: to === "person" ? { to, personId: first } : { to, people: [first] } });
  };
  const named = (all: readonly { id: string; name: string; archived: boolean }[]) => [
    { value: "none", label: t("forms.none_chosen") },
    ...all.filter((one) => !one.archived).map((one) => ({ value: one.id, label: one.name })),
  ];
  return (
    <>
      <Select
        label={t("forms.field.receiver")}
        value={receiver.to}
        onChange={choose}
        choices={(["queue", "person", "round"] as const).map((one) => ({
          value: one,
          label: t(`forms.receiver.${one}`),
        }))}
      />
      {receiver.to === "person" && (
        <Select
          label={t("forms.receiver.who")}
          value={receiver.personId as string}
          onChange={(personId) => set({ receiver: { to: "person", personId: personId as never } })}
          choices={people.map(({ id, name }) => ({ value: id as string, label: name }))}
        />
      )}
      {receiver.to === "round" && (
        <fieldset className="form-card">
          <legend>{t("forms.receiver.people")}</legend>
          {people.map(({ id, name }) => (
            <Checkbox
              key={id}
              label={name}
              checked={receiver.people.includes(id)}
              onChange={(isIn) => {
                const next = isIn ? [...receiver.people, id] : receiver.people.filter((one) => one !== id);
                if (next.length > 0) set({ receiver: { to: "round", people: next } });
              }}
            />
          ))}
        </fieldset>
      )}
      <Select
        label={t("forms.field.source")}
        value={typed.sourceId ?? "none"}
        onChange={(id) => set({ sourceId: (id === "none" ? null : id) as never })}
        choices={named(data?.sources ?? [])}
      />
      <Select
        label={t("forms.field.campaign")}
        value={typed.campaignId ?? "none"}
        onChange={(id) => set({ campaignId: (id === "none" ? null : id) as never })}
        choices={named(data?.campaigns ?? [])}
      />
    </>
  );
}

function contentOf(form: FormShape): Content {
  const { id: _id, token: _token, archived: _archived, version: _version, sent: _sent, held: _held, ...content } = form;
  return content;
}

function blank(locale: string, name: string): Content {
  const required = { label: null, required: true };
  return {
    ...{ name, title: name, lead: null, language: locale === "ja" ? "ja" : "en", button: null, thanks: null },
    ...{ redirectTo: null, receiver: { to: "queue" }, sourceId: null, campaignId: null, sites: [], keepsFirst: false },
    fields: [
      { key: "name", ...required },
      { key: "email", ...required },
      { key: "company", label: null, required: false },
      { key: "message", label: null, required: false },
    ],
  };
}
