import { useState } from "react";
import { Button } from "#ui/parts/Button.tsx";
import { Problem } from "#ui/parts/Card.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import type { IconName } from "#ui/parts/icons.ts";
import { useRead } from "#ui/query.ts";
import { useSignOut } from "#ui/useSignOut.ts";
import { useWords } from "#ui/words.tsx";
import { securityRoute } from "../signInApi.ts";
import { AuthenticatorSetup } from "./AuthenticatorSetup.tsx";
import { Door } from "./Door.tsx";
import { PasskeyAdd } from "./PasskeyAdd.tsx";
import { knowsPasskeys } from "./passkey.ts";
import { useEnter } from "./SignIn.tsx";

/** The company asks for a second factor: nothing else opens until there is one. */
export default function SecondFactorFirst() {
  const { t } = useWords();
  const [way, setWay] = useState<"app" | "passkey">();
  const { data, error, again } = useRead(securityRoute, {}, { topics: ["security"] });
  const enter = useEnter("/");
  const signOut = useSignOut();
  const hasPassword = data?.hasPassword ?? true;
  return (
    <Door title={t("people.second_factor.first")} lead={t("people.second_factor.first_lead")}>
      {error && <Problem error={error} onAgain={again} />}
      {data && (data.authenticator || data.passkeys.length > 0) && !way && <SignInAgain onSignOut={signOut} />}
      {data && !data.authenticator && !way && (
        <div className="door-choices">
          <Choice icon="phone" title="app" onChoose={() => setWay("app")} />
          {knowsPasskeys() && <Choice icon="key" title="passkey" onChoose={() => setWay("passkey")} />}
        </div>
      )}
      {way === "app" && <AuthenticatorSetup hasPassword={hasPassword} onDone={enter} />}
      {way === "passkey" && <PasskeyAdd hasPassword={hasPassword} onDone={enter} />}
      <button type="button" className="linkish t-accent s" onClick={signOut}>
        {t("people.second_factor.sign_out")}
      </button>
    </Door>
  );
}

/** There is a second factor already, and this session began without it. */
function SignInAgain({ onSignOut }: { onSignOut: () => void }) {
  const { t } = useWords();
  return (
    <Button primary onClick={onSignOut}>
      {t("people.second_factor.sign_in_again")}
    </Button>
  );
}

function Choice({ icon, title, onChoose }: { icon: IconName; title: "app" | "passkey"; onChoose: () => void }) {
  const { t } = useWords();
  return (
    <button type="button" className="door-choice" onClick={onChoose}>
      <Icon name={icon} />
      <span>
        <strong>{t(`people.second_factor.by_${title}`)}</strong>
        <span className="block s ink2">{t(`people.second_factor.by_${title}_lead`)}</span>
      </span>
    </button>
  );
}
