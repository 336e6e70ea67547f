import { useState } from "react";
import type { Answered } from "#lib/route.ts";
import { toast } from "#ui/frame/toasts.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Card, Problem } from "#ui/parts/Card.tsx";
import { Chip } from "#ui/parts/Chip.tsx";
import { Checkbox, Select } from "#ui/parts/Field.tsx";
import { Skeleton } from "#ui/parts/Skeleton.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { providerStateRoute, setSignInPolicyRoute, signInSettingsRoute } from "../signInApi.ts";
import { ProviderForm } from "./ProviderForm.tsx";
import { Settings } from "./Settings.tsx";

export type SignInChoices = Answered<typeof signInSettingsRoute>;

/** How this company signs in: what is asked of whom, and its identity provider. */
export default function SignInSettings() {
  const { data, error, again } = useRead(signInSettingsRoute, {}, { topics: ["sign-in"] });
  return (
    <Settings>
      {error && <Problem error={error} onAgain={again} />}
      {!data && !error && <Skeleton lines={8} />}
      {data && <Policy choices={data} />}
      {data && <ProviderCard choices={data} />}
    </Settings>
  );
}

function Policy({ choices }: { choices: SignInChoices }) {
  const { t } = useWords();
  const { secondFactor, passwords, counts } = choices;
  const { send, sending, mayWrite } = useWrite(setSignInPolicyRoute, {
    touches: ["sign-in"],
    onDone: () => void toast.done(t("people.settings.saved")),
  });
  const disabled = sending || !mayWrite;
  return (
    <Card title={t("people.policy.title")}>
      <div className="card-body">
        <Select
          label={t("people.policy.second_factor")}
          hint={t("people.policy.second_factor_hint")}
          value={secondFactor}
          disabled={disabled}
          onChange={(next) => void send({ body: { secondFactor: next } })}
          choices={(["off", "admins", "everybody"] as const).map((value) => ({
            value,
            label: t(`people.policy.second_factor_${value}`),
          }))}
        />
        <p className="s ink2">{t("people.policy.have_two", { have: counts.withTwo, count: counts.logins })}</p>
        <Checkbox
          label={t("people.policy.passwords")}
          hint={t("people.policy.passwords_hint", { have: counts.withoutPassword, count: counts.logins })}
          checked={passwords}
          disabled={disabled}
          onChange={(next) => void send({ body: { passwords: next } })}
        />
      </div>
    </Card>
  );
}

function ProviderCard({ choices }: { choices: SignInChoices }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const { provider } = choices;
  return (
    <Card title={t("people.provider.title")} more={provider && <ProviderState key={provider.issuer} />}>
      {provider?.byEnvironment && <p className="card-body s ink2">{t("people.provider.by_environment")}</p>}
      {provider || open ? (
        <ProviderForm key={provider?.issuer ?? "new"} choices={choices} />
      ) : (
        <div className="card-body">
          <p className="s ink2">{t("people.provider.lead")}</p>
          <div className="acts">
            <Button onClick={() => setOpen(true)}>{t("people.provider.set_up")}</Button>
          </div>
        </div>
      )}
    </Card>
  );
}

/** Asks the provider when the page is opened: that may take its time, and nothing waits for it. */
function ProviderState() {
  const { t } = useWords();
  const { data, again } = useRead(providerStateRoute, {}, { topics: ["sign-in"] });
  if (!data || data.state === "none") return null;
  if (data.state === "good")
    return (
      <Chip meaning="won" icon="check">
        {t("people.provider.good")}
      </Chip>
    );
  return (
    <>
      <Chip meaning="lost" icon="warn">
        {t("people.provider.away")}
      </Chip>
      <Button small onClick={again}>
        {t("ui.frame.again")}
      </Button>
    </>
  );
}
