import { skipToken, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { setErasedWords } from "#ui/call.ts";
import { FrameContext } from "#ui/frame/FrameContext.ts";
import { keyOf } from "#ui/query.ts";
import type { Session, SessionRoutes } from "#ui/session.ts";
import { readStored, writeStored } from "#ui/stored.ts";
import type { WebModule } from "#ui/webModule.ts";
import { type Language, pickLanguage } from "#ui/words/languages.ts";
import { pseudo } from "#ui/words/pseudo.ts";
import { type Sentences, wordsOf } from "#ui/words/words.ts";
import { WordsProvider } from "#ui/words.tsx";

type Given = {
  routes: SessionRoutes;
  modules: readonly WebModule[];
  languages: readonly Language[];
  english: Sentences;
};

/** Speaks the language that was chosen here, or the person's, the workspace's, the browser's. The former one stays until the next has come. */
export function Languages({ routes, modules, languages, english, children }: Given & { children: ReactNode }) {
  const [chosen, setChosen] = useState(() => chosenLanguage());
  const client = useQueryClient();
  const session = useCachedSession(routes);
  const known = useMemo(() => [...languages.map((one) => one.locale), pseudo.locale], [languages]);
  const wished = pickLanguage(known, [chosen, session?.user.locale, session?.workspace.locale, navigator.language]);
  const [spoken, setSpoken] = useState({ locale: "en", sentences: english });
  useEffect(() => {
    let wanted = true;
    const load = languages.find((one) => one.locale === wished)?.files ?? (async () => english);
    load().then(
      (sentences) => wanted && setSpoken({ locale: wished, sentences }),
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [wished, languages, english]);
  useEffect(() => {
    document.documentElement.lang = spoken.locale === pseudo.locale ? "en" : spoken.locale;
  }, [spoken]);
  const words = useMemo(() => wordsOf(spoken.locale, spoken.sentences, english), [spoken, english]);
  useEffect(() => {
    const { t } = words;
    const said = { person: t("ui.erased.person"), contact: t("ui.erased.contact"), text: t("ui.erased.text") };
    if (setErasedWords(said)) void client.invalidateQueries();
  }, [words, client]);
  const frame = useMemo(() => {
    const chooseLanguage = (locale: string) => {
      writeStored("lang", locale);
      setChosen(locale);
    };
    const screens = modules.flatMap((module) => module.screens);
    return { routes, modules, screens, languages, locale: spoken.locale, chooseLanguage };
  }, [routes, modules, languages, spoken]);
  return (
    <FrameContext value={frame}>
      <WordsProvider words={words} zone={session?.workspace.zone ?? Temporal.Now.timeZoneId()}>
        {children}
      </WordsProvider>
    </FrameContext>
  );
}

/** `?lang=` chooses for good, as the menu does. */
function chosenLanguage(): string | null {
  const asked = new URLSearchParams(location.search).get("lang");
  if (asked) writeStored("lang", asked);
  return readStored("lang");
}

function useCachedSession({ session }: SessionRoutes): Session | undefined {
  return useQuery<Session>({ queryKey: keyOf(session, {}), queryFn: skipToken }).data;
}
