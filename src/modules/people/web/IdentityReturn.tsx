import { useEffect, useRef } from "react";
import { useLocation } from "react-router";
import { Link } from "#ui/Link.tsx";
import { useWrite } from "#ui/query.ts";
import { sentenceOf } from "#ui/refusals.ts";
import { useWords } from "#ui/words.tsx";
import { finishIdentityRoute } from "../signInApi.ts";
import { Door } from "./Door.tsx";
import { pathOf, useEnterAt } from "./SignIn.tsx";

/** Where the identity provider sends people back to: what stands in the address is handed over once, then it is gone from it. */
export default function IdentityReturn() {
  const words = useWords();
  const { search } = useLocation();
  const enter = useEnterAt();
  const { send, refusal } = useWrite(finishIdentityRoute, {
    onDone: ({ to }) => enter(pathOf(to)),
    onRefused: () => true,
  });
  const isSent = useRef(false);
  useEffect(() => {
    if (isSent.current) return;
    isSent.current = true;
    history.replaceState(history.state, "", "/sign-in/identity");
    void send({ body: { answer: search.slice(1) } });
  }, [send, search]);
  if (!refusal) return <Door title={words.t("people.link.entering")} />;
  return (
    <Door title={words.t("people.identity.not_in")} lead={sentenceOf(words, refusal)}>
      <Link to="/sign-in" className="t-accent s">
        {words.t("people.code.back")}
      </Link>
    </Door>
  );
}
