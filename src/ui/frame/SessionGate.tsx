import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { Navigate, Outlet, useLocation } from "react-router";
import { Failed } from "#ui/Boundary.tsx";
import { CallRefused } from "#ui/call.ts";
import { setClock } from "#ui/clock.ts";
import { Frame } from "#ui/frame/Frame.tsx";
import { useFrame } from "#ui/frame/FrameContext.ts";
import { Toasts } from "#ui/frame/Toasts.tsx";
import { toast } from "#ui/frame/toasts.ts";
import { Waiting } from "#ui/frame/Waiting.tsx";
import { setRefusalSayer, startLive, useRead } from "#ui/query.ts";
import { sentenceOf } from "#ui/refusals.ts";
import { type Session, SessionContext } from "#ui/session.ts";
import { useWords, WordsProvider } from "#ui/words.tsx";

/** Who has no session signs in; a workspace not yet set up has its first run; all others see their screen in its frame. */
export function SessionGate() {
  const { data: session, error, again } = useRead(useFrame().routes.session, {}, { topics: ["session"] });
  const { pathname, search } = useLocation();
  if (error instanceof CallRefused && error.status === 401) {
    const back = pathname === "/" ? "" : `?to=${encodeURIComponent(pathname + search)}`;
    return <Navigate replace to={`/sign-in${back}`} />;
  }
  if (error instanceof CallRefused && error.status === 409) return <Navigate replace to="/first-run" />;
  // Signed in, but not all the way: what is missing is asked for there.
  if (error instanceof CallRefused && error.status === 403) return <Navigate replace to="/sign-in/secure" />;
  if (session) return <WithSession session={session} />;
  return error ? <Failed onAgain={again} /> : <Waiting />;
}

function WithSession({ session }: { session: Session }) {
  const client = useQueryClient();
  const words = useWords();
  // Before any screen is drawn: its first "today" is the server's.
  useMemo(() => setClock(session.now, session.workspace.zone), [session]);
  useEffect(() => setRefusalSayer((error) => void toast.error(sentenceOf(words, error))), [words]);
  useEffect(() => {
    const live = startLive(client);
    return () => live.stop();
  }, [client]);
  return (
    <SessionContext value={session}>
      <WordsProvider words={words} zone={session.workspace.zone}>
        <Frame>
          <Outlet />
        </Frame>
        <Toasts />
      </WordsProvider>
    </SessionContext>
  );
}
