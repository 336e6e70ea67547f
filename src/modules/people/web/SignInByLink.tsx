import { useEffect, useRef } from "react";
import { useSearchParams } from "react-router";
import { Link } from "#ui/Link.tsx";
import { useWrite } from "#ui/query.ts";
import { sentenceOf } from "#ui/refusals.ts";
import { useWords } from "#ui/words.tsx";
import { signInByLinkRoute } from "../signInApi.ts";
import { Door } from "./Door.tsx";
import { useStep } from "./SignIn.tsx";

/** A link of the console: it signs in by itself, once. */
export default function SignInByLink() {
  const words = useWords();
  const [search] = useSearchParams();
  const step = useStep("/");
  const { send, refusal } = useWrite(signInByLinkRoute, { onDone: ({ next }) => step(next), onRefused: () => true });
  const token = search.get("token") ?? "";
  const isSent = useRef(false);
  useEffect(() => {
    if (isSent.current) return;
    isSent.current = true;
    void send({ body: { token } });
  }, [send, token]);
  if (!refusal) return <Door title={words.t("people.link.entering")} />;
  return (
    <Door title={words.t("people.link.over")} lead={sentenceOf(words, refusal)}>
      <Link to="/sign-in" className="t-accent s">
        {words.t("people.sign_in.title")}
      </Link>
    </Door>
  );
}
