import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { Link } from "#ui/Link.tsx";
import { TextInput } from "#ui/parts/Field.tsx";
import { useWrite } from "#ui/query.ts";
import { sentenceOf } from "#ui/refusals.ts";
import { useWords } from "#ui/words.tsx";
import { signInRoute } from "../api.ts";
import { Door, DoorForm } from "./Door.tsx";

/** Back to where one wanted to go, and never to another site. */
function pathOf(to: string | null): string {
  return to?.startsWith("/") && !to.startsWith("//") ? to : "/";
}

export default function SignIn() {
  const words = useWords();
  const { t } = words;
  const [search] = useSearchParams();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const enter = useEnter(pathOf(search.get("to")));
  const write = useWrite(signInRoute, { onDone: enter, onRefused: () => true });
  return (
    <Door title={t("people.sign_in.title")}>
      <DoorForm
        verb={t("people.sign_in.verb")}
        sending={write.sending}
        error={write.refusal ? sentenceOf(words, write.refusal) : undefined}
        onSend={() => void write.send({ body: { email, password } })}
      >
        <TextInput
          label={t("people.field.email")}
          type="email"
          autoComplete="username"
          required
          value={email}
          onChange={setEmail}
        />
        <TextInput
          label={t("people.field.password")}
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={setPassword}
        />
      </DoorForm>
      <Link to="/forgot-password" className="t-accent s">
        {t("people.sign_in.forgot")}
      </Link>
    </Door>
  );
}

/** Forgets what was read as a stranger, then opens the page. */
export function useEnter(to: string): () => void {
  const client = useQueryClient();
  const navigate = useNavigate();
  return () => {
    client.clear();
    navigate(to, { replace: true });
  };
}
