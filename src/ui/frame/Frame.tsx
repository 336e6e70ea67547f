import { lazy, type ReactNode, Suspense, useEffect, useMemo, useState } from "react";
import { useLocation, useNavigate } from "react-router";
import { useArrival } from "#ui/frame/arrival.ts";
import { CreateMenu } from "#ui/frame/CreateMenu.tsx";
import { useFrame } from "#ui/frame/FrameContext.ts";
import { useHiddenPlaces } from "#ui/frame/hiddenPlaces.ts";
import { keyCommands, listenForKeys, useKeys } from "#ui/frame/keys.ts";
import { Offline } from "#ui/frame/Offline.tsx";
import { PhoneTop, TabBar } from "#ui/frame/Phone.tsx";
import { Rail } from "#ui/frame/Rail.tsx";
import { currentEntry, railOf } from "#ui/frame/rail.ts";
import { topMark } from "#ui/frame/topMark.ts";
import { Icon } from "#ui/parts/Icon.tsx";
import { Keys } from "#ui/parts/Keys.tsx";
import { rolesOf, useSession } from "#ui/session.ts";
import { Slot } from "#ui/slots.tsx";
import { useWords } from "#ui/words.tsx";

const Command = lazy(() => import("#ui/frame/Command.tsx").then((file) => ({ default: file.Command })));
const KeySheet = lazy(() => import("#ui/frame/KeySheet.tsx").then((file) => ({ default: file.KeySheet })));

/** What stands round every screen: the rail, the top, and at the foot on a phone. */
export function Frame({ children }: { children: ReactNode }) {
  const { t } = useWords();
  const [open, setOpen] = useState<"command" | "keys" | "new" | null>(null);
  const { screens } = useFrame();
  const session = useSession();
  const hidden = useHiddenPlaces();
  const rail = useMemo(() => railOf(screens, rolesOf(session), hidden), [screens, session, hidden]);
  const entries = useMemo(() => [...rail.work, ...rail.team, ...rail.foot], [rail]);
  const current = currentEntry(entries, useLocation().pathname);
  const close = () => setOpen(null);
  useFrameKeys(entries, setOpen);
  useArrival();
  return (
    <div className="app">
      <a className="skip" href="#main">
        {t("ui.frame.skip")}
      </a>
      <Rail rail={rail} current={current} onKeys={() => setOpen("keys")} />
      <header className="top">
        <button type="button" className="find" aria-keyshortcuts="Control+K" onClick={() => setOpen("command")}>
          <Icon name="search" small />
          <span>{t("ui.frame.find")}</span>
          <Keys keys="mod+k" />
        </button>
        <span className="grow" />
        <Slot of={topMark} given={{}} />
        <CreateMenu open={open === "new"} onOpen={(isOpen) => setOpen(isOpen ? "new" : null)} />
      </header>
      <PhoneTop title={current && t(current.label)} onSearch={() => setOpen("command")} />
      <div className="stage">
        <Offline />
        {children}
      </div>
      <TabBar rail={rail} current={current} onKeys={() => setOpen("keys")} />
      <Suspense>
        {open === "command" && <Command onClose={close} />}
        {open === "keys" && <KeySheet onClose={close} commands={keyCommands()} />}
      </Suspense>
    </div>
  );
}

function useFrameKeys(
  entries: ReturnType<typeof railOf>["work"],
  open: (what: "command" | "keys" | "new") => void,
): void {
  const navigate = useNavigate();
  useEffect(listenForKeys, []);
  useKeys([
    { keys: "mod+k", label: "ui.keys.palette", group: "anywhere", run: () => open("command") },
    { keys: "/", label: "ui.keys.search", group: "anywhere", run: () => focusSearch() || open("command") },
    { keys: "c", label: "ui.keys.create", group: "anywhere", run: () => open("new") },
    { keys: "?", label: "ui.keys.help", group: "anywhere", run: () => open("keys") },
    ...entries.flatMap(({ key, label, path }) =>
      key ? [{ keys: `g ${key}`, label, group: "go" as const, run: () => void navigate(path) }] : [],
    ),
  ]);
}

/** A page's own search field has `data-search`. */
function focusSearch(): boolean {
  const field = document.querySelector<HTMLElement>("main [data-search]");
  field?.focus();
  return field !== null;
}
