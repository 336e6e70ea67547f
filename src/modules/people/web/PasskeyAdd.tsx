import { useState } from "react";
import { TextInput } from "#ui/parts/Field.tsx";
import { useWrite } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { addPasskeyRoute, askForNewPasskeyRoute } from "../signInApi.ts";
import { PasswordAgain } from "./AuthenticatorSetup.tsx";
import { deviceName } from "./deviceName.ts";
import { makePasskey } from "./passkey.ts";

/** Names a passkey and lets the browser make it. */
export function PasskeyAdd({ hasPassword, onDone }: { hasPassword: boolean; onDone: () => void }) {
  const { t } = useWords();
  const [name, setName] = useState(deviceName(navigator.userAgent) ?? "");
  const challenge = useWrite(askForNewPasskeyRoute, { onRefused: () => true });
  const keep = useWrite(addPasskeyRoute, { touches: ["security", "sessions"], onDone, onRefused: () => true });
  const add = async (password: string | undefined) => {
    const options = await challenge.send({ body: { password } });
    const credential = options && (await makePasskey(options));
    if (credential) await keep.send({ body: { name, credential } });
  };
  return (
    <PasswordAgain
      hasPassword={hasPassword}
      sending={challenge.sending || keep.sending || name.trim() === ""}
      refusal={challenge.refusal ?? keep.refusal}
      onSend={(password) => void add(password)}
      verb={t("people.passkeys.make")}
    >
      <p className="s ink2">{t("people.passkeys.add_lead")}</p>
      <TextInput
        label={t("people.passkeys.name")}
        hint={t("people.passkeys.name_hint")}
        value={name}
        onChange={setName}
        maxLength={100}
        required
      />
    </PasswordAgain>
  );
}
