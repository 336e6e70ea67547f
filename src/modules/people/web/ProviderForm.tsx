import { useState } from "react";
import { toast } from "#ui/frame/toasts.ts";
import { Button } from "#ui/parts/Button.tsx";
import { TextInput } from "#ui/parts/Field.tsx";
import { useWrite } from "#ui/query.ts";
import { faultAt } from "#ui/refusals.ts";
import { useWords } from "#ui/words.tsx";
import { removeProviderRoute, setProviderRoute } from "../signInApi.ts";
import { CopyButton } from "./CopyButton.tsx";
import type { SignInChoices } from "./SignInSettings.tsx";

const domainsIn = (text: string) =>
  text
    .toLowerCase()
    .split(/[\s,、]+/)
    .filter(Boolean);

/** The identity provider's three facts, what the button says, and whose first sign-in makes a login. */
export function ProviderForm({ choices: { provider, back } }: { choices: SignInChoices }) {
  const words = useWords();
  const { t } = words;
  const [typed, setTyped] = useState({
    issuer: provider?.issuer ?? "",
    clientId: provider?.clientId ?? "",
    clientSecret: "",
    label: provider?.label ?? "",
    domains: provider?.domains.join(", ") ?? "",
  });
  const save = useWrite(setProviderRoute, {
    touches: ["sign-in"],
    onDone: () => {
      setTyped((old) => ({ ...old, clientSecret: "" }));
      toast.done(t("people.settings.saved"));
    },
    onRefused: (error) => "errors" in error && Array.isArray(error.errors) && error.errors.length > 0,
  });
  const remove = useWrite(removeProviderRoute, { touches: ["sign-in"] });
  const isFixed = provider?.byEnvironment ?? false;
  const field = (name: keyof typeof typed) => ({
    value: typed[name],
    onChange: (value: string) => setTyped({ ...typed, [name]: value }),
    error: faultAt(words, save.refusal, `/${name}`),
    readOnly: isFixed,
    autoComplete: "off",
    spellCheck: false,
  });
  const send = () => {
    const { clientSecret, domains, ...rest } = typed;
    void save.send({
      body: { ...rest, domains: domainsIn(domains), ...(clientSecret === "" ? {} : { clientSecret }) },
    });
  };
  const isWhole = typed.issuer.trim() !== "" && typed.clientId.trim() !== "" && typed.label.trim() !== "";
  return (
    <form
      className="card-body"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div className="back-address">
        <TextInput
          label={t("people.provider.back")}
          hint={t("people.provider.back_hint")}
          value={back}
          onChange={() => undefined}
          readOnly
        />
        <CopyButton text={back} />
      </div>
      <TextInput
        label={t("people.provider.issuer")}
        hint={t("people.provider.issuer_hint")}
        type="url"
        inputMode="url"
        {...field("issuer")}
      />
      <div className="two">
        <TextInput label={t("people.provider.client_id")} {...field("clientId")} />
        <TextInput
          label={t("people.provider.client_secret")}
          hint={t(provider ? "people.provider.client_secret_kept" : "people.provider.client_secret_hint")}
          type="password"
          {...field("clientSecret")}
          autoComplete="new-password"
        />
        <TextInput label={t("people.provider.label")} hint={t("people.provider.label_hint")} {...field("label")} />
        <TextInput
          label={t("people.provider.domains")}
          hint={t("people.provider.domains_hint")}
          optional
          {...field("domains")}
          error={
            faultAt(words, save.refusal, "/domains") ?? domainFault(save.refusal, t("people.provider.domains_wrong"))
          }
        />
      </div>
      <p className="s ink2">{t("people.provider.who")}</p>
      {!isFixed && (
        <div className="acts">
          {provider && (
            <Button disabled={remove.sending} onClick={() => void remove.send({})}>
              {t("people.provider.remove")}
            </Button>
          )}
          <Button primary type="submit" disabled={!save.mayWrite || save.sending || !isWhole}>
            {t("people.settings.save")}
          </Button>
        </div>
      )}
    </form>
  );
}

/** One domain of the list is wrong: its pointer names its place, which the field doesn't show. */
function domainFault(error: Error | null, sentence: string): string | undefined {
  const errors = error && "errors" in error && Array.isArray(error.errors) ? error.errors : [];
  const isOne = (one: unknown) =>
    typeof one === "object" && one !== null && "pointer" in one && String(one.pointer).startsWith("/domains/");
  return errors.some(isOne) ? sentence : undefined;
}
