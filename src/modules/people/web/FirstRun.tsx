import { useState } from "react";
import { useSearchParams } from "react-router";
import { useDraft } from "#ui/draft.ts";
import { useFrame } from "#ui/frame/FrameContext.ts";
import { Link } from "#ui/Link.tsx";
import { Select, TextInput } from "#ui/parts/Field.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { faultAt, sentenceOf } from "#ui/refusals.ts";
import { useWords } from "#ui/words.tsx";
import { setUpRoute, setupStateRoute } from "../api.ts";
import { currencyChoices, monthChoices, ownZone, weekdayChoices, zoneChoices } from "./choices.ts";
import { Door, DoorForm } from "./Door.tsx";
import { useEnter } from "./SignIn.tsx";

const first = (locale: string) => ({
  name: "",
  currency: locale === "ja" ? "JPY" : "USD",
  zone: ownZone(),
  weekStart: locale === "ja" ? "7" : "1",
  fiscalStart: locale === "ja" ? "4" : "1",
});

/** Names the workspace and makes its first admin, by the link that the console printed. */
export default function FirstRun() {
  const { t } = useWords();
  const [search] = useSearchParams();
  const token = search.get("token") ?? "";
  const { data: state } = useRead(setupStateRoute, { query: token ? { token } : {} });
  if (!state) return <Door title={t("people.link.entering")} />;
  if (!state.adminMissing)
    return (
      <Door title={t("people.first_run.done")}>
        <Link to="/sign-in" className="t-accent">
          {t("people.sign_in.title")}
        </Link>
      </Door>
    );
  if (!state.tokenGood) return <Door title={t("people.first_run.locked")} lead={t("people.first_run.locked_lead")} />;
  return <FirstRunForm token={token} named={state.setUp} />;
}

function FirstRunForm({ token, named }: { token: string; named: boolean }) {
  const words = useWords();
  const { t, locale } = words;
  const { languages, chooseLanguage } = useFrame();
  const [initial] = useState(() => first(locale));
  const { value: workspace, change: keep, sent: forget } = useDraft("first-run", initial);
  const [admin, setAdmin] = useState({ name: "", email: "", password: "" });
  const open = useEnter("/start");
  const write = useWrite(setUpRoute, {
    onDone: () => {
      forget();
      open();
    },
    onRefused: () => true,
  });
  const fault = (pointer: string) => faultAt(words, write.refusal, pointer);
  const hasFaults = ["/workspace/name", "/admin/name", "/admin/email", "/email", "/admin/password"].some(fault);
  const language = locale === "ja" ? "ja" : "en";
  const send = () => {
    const { weekStart, fiscalStart, ...rest } = workspace;
    const asked = {
      ...rest,
      weekStart: Number(weekStart),
      fiscalStart: Number(fiscalStart),
      locale: language,
    } as const;
    return void write.send({ body: named ? { token, admin } : { token, admin, workspace: asked } });
  };
  const change = (field: keyof typeof workspace) => (value: string) => keep({ [field]: value });
  return (
    <Door title={t("people.first_run.title")} lead={t("people.first_run.lead")} wide>
      <DoorForm
        verb={t("people.first_run.verb")}
        sending={write.sending}
        onSend={send}
        error={write.refusal && !hasFaults ? sentenceOf(words, write.refusal) : undefined}
      >
        {!named && (
          <fieldset>
            <legend>{t("people.first_run.workspace")}</legend>
            <div className="door-two">
              <TextInput
                label={t("people.field.workspace")}
                required
                value={workspace.name}
                onChange={change("name")}
                error={fault("/workspace/name")}
                autoComplete="organization"
              />
              <Select
                label={t("people.field.language")}
                value={language}
                onChange={chooseLanguage}
                choices={languages.map((one) => ({ value: one.locale, label: one.name }))}
              />
            </div>
            <div className="door-two">
              <Select
                label={t("people.field.currency")}
                hint={t("people.field.currency_hint")}
                value={workspace.currency}
                onChange={change("currency")}
                choices={currencyChoices(locale)}
              />
              <Select
                label={t("people.field.zone")}
                value={workspace.zone}
                onChange={change("zone")}
                choices={zoneChoices()}
              />
            </div>
            <div className="door-two">
              <Select
                label={t("people.field.fiscal_start")}
                value={workspace.fiscalStart}
                onChange={change("fiscalStart")}
                choices={monthChoices(locale)}
              />
              <Select
                label={t("people.field.week_start")}
                value={workspace.weekStart}
                onChange={change("weekStart")}
                choices={weekdayChoices(locale)}
              />
            </div>
          </fieldset>
        )}
        <fieldset>
          <legend>{t("people.first_run.admin")}</legend>
          <div className="door-two">
            <TextInput
              label={t("people.field.name")}
              required
              value={admin.name}
              onChange={(name) => setAdmin({ ...admin, name })}
              error={fault("/admin/name")}
              autoComplete="name"
            />
            <TextInput
              label={t("people.field.email")}
              type="email"
              required
              value={admin.email}
              onChange={(email) => setAdmin({ ...admin, email })}
              error={fault("/admin/email") ?? fault("/email")}
              autoComplete="username"
            />
          </div>
          <TextInput
            label={t("people.field.password")}
            hint={t("people.field.password_hint")}
            type="password"
            required
            value={admin.password}
            onChange={(password) => setAdmin({ ...admin, password })}
            error={fault("/admin/password")}
            autoComplete="new-password"
          />
        </fieldset>
      </DoorForm>
    </Door>
  );
}
