import { useEffect, useMemo, useRef } from "react";
import { useNavigate } from "react-router";
import type { Creation } from "#ui/frame/commands.ts";
import { useFrame } from "#ui/frame/FrameContext.ts";
import { useKeys } from "#ui/frame/keys.ts";
import { sees } from "#ui/frame/rail.ts";
import { Icon } from "#ui/parts/Icon.tsx";
import { Keys } from "#ui/parts/Keys.tsx";
import { Menu } from "#ui/parts/Menu.tsx";
import { rolesOf, useSession } from "#ui/session.ts";
import { useWords } from "#ui/words.tsx";

/** New: what each module can create. Absent while none can. */
export function CreateMenu({ open, onOpen }: { open: boolean; onOpen: (open: boolean) => void }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const creations = useCreations();
  const place = useRef<HTMLDivElement>(null);
  useKeys(
    creations.flatMap(({ key, label, to }) =>
      key ? [{ keys: `c ${key}`, label, group: "anywhere" as const, run: () => void navigate(to) }] : [],
    ),
  );
  useEffect(() => {
    if (!open) return;
    place.current?.querySelector<HTMLElement>("[role=menu]")?.showPopover();
    onOpen(false);
  }, [open, onOpen]);
  if (creations.length === 0) return null;
  const items = creations.map(({ label, icon, to, key }) => ({
    label: t(label),
    icon,
    run: () => void navigate(to),
    ...(key ? { keys: `c ${key}` } : {}),
  }));
  return (
    <div ref={place}>
      <Menu className="btn sm" items={items}>
        <Icon name="plus" small />
        {t("ui.frame.new")}
        <Keys keys="c" />
      </Menu>
    </div>
  );
}

function useCreations(): Creation[] {
  const { modules } = useFrame();
  const session = useSession();
  return useMemo(
    () => modules.flatMap(({ creates }) => creates ?? []).filter((one) => sees(one, rolesOf(session))),
    [modules, session],
  );
}
