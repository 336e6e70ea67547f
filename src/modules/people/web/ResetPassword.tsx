import { useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { TextInput } from "#ui/parts/Field.tsx";
import { useWrite } from "#ui/query.ts";
import { faultAt, sentenceOf } from "#ui/refusals.ts";
import { useWords } from "#ui/words.tsx";
import { resetRoute } from "../signInApi.ts";
import { Door, DoorForm } from "./Door.tsx";
import { useStep } from "./SignIn.tsx";

export default function ResetPassword() {
  const words = useWords();
  const { t } = words;
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const [password, setPassword] = useState("");
  const step = useStep("/");
  const write = useWrite(resetRoute, {
    onDone: ({ next }) => (next === "sign_in" ? navigate("/sign-in", { replace: true }) : step(next)),
    onRefused: () => true,
  });
  const fault = faultAt(words, write.refusal, "/password");
  return (
    <Door title={t("people.reset.choose")}>
      <DoorForm
        verb={t("people.reset.verb")}
        sending={write.sending}
        error={write.refusal && !fault ? sentenceOf(words, write.refusal) : undefined}
        onSend={() => void write.send({ body: { token: search.get("token") ?? "", password } })}
      >
        <TextInput
          label={t("people.field.new_password")}
          hint={t("people.field.password_hint")}
          type="password"
          autoComplete="new-password"
          required
          value={password}
          onChange={setPassword}
          error={fault}
        />
      </DoorForm>
    </Door>
  );
}
