import { useState } from "react";
import { placeMark } from "#ui/frame/placeMark.ts";
import type { RailEntry, RailParts } from "#ui/frame/rail.ts";
import { topMark } from "#ui/frame/topMark.ts";
import { useUserMenu } from "#ui/frame/userMenu.ts";
import { Link } from "#ui/Link.tsx";
import { Button } from "#ui/parts/Button.tsx";
import { Sheet } from "#ui/parts/Dialog.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import { Menu } from "#ui/parts/Menu.tsx";
import { useSession } from "#ui/session.ts";
import { Slot } from "#ui/slots.tsx";
import { useSaidTitle } from "#ui/title.ts";
import { useWords } from "#ui/words.tsx";

/** A place says its own name, any other page what it is called. */
export function PhoneTop({ title, onSearch }: { title: string | undefined; onSearch: () => void }) {
  const { t } = useWords();
  const { workspace } = useSession();
  const said = useSaidTitle();
  return (
    <header className="phone-top phone">
      <span className="h1 grow cut">{title || said || workspace.name}</span>
      <Slot of={topMark} given={{ keys: false }} />
      <Button quiet icon="search" name={t("ui.frame.search")} onClick={onSearch} />
    </header>
  );
}

type Props = { rail: RailParts; current: RailEntry | undefined; onKeys: () => void };

/** Four places at the foot of a phone, and the rest behind More. */
export function TabBar({ rail, current, onKeys }: Props) {
  const { t } = useWords();
  const [more, setMore] = useState(false);
  const all = [...rail.work, ...rail.team, ...rail.foot];
  const four = all.slice(0, 4);
  const isElsewhere = current !== undefined && !four.includes(current);
  return (
    <>
      <nav className="tabbar phone" aria-label={t("ui.frame.main")}>
        {four.map((entry) => (
          <Link key={entry.path} to={entry.path} aria-current={entry === current ? "page" : undefined}>
            <Icon name={entry.icon} />
            {t(entry.label)}
          </Link>
        ))}
        <button
          type="button"
          aria-haspopup="dialog"
          aria-current={isElsewhere ? "true" : undefined}
          onClick={() => setMore(true)}
        >
          <Icon name="more" />
          {t("ui.frame.more")}
          {all.slice(4).map(({ path }) => (
            <Slot key={path} of={placeMark} given={{ path }} />
          ))}
        </button>
      </nav>
      {more && <More entries={all.slice(4)} onKeys={onKeys} onClose={() => setMore(false)} />}
    </>
  );
}

function More({
  entries,
  onKeys,
  onClose,
}: {
  entries: readonly RailEntry[];
  onKeys: () => void;
  onClose: () => void;
}) {
  const { t } = useWords();
  const { person } = useSession();
  const name = person.name;
  return (
    <Sheet title={t("ui.frame.more")} onClose={onClose}>
      <ul className="places">
        {entries.map((entry) => (
          <li key={entry.path}>
            <Link className="li" to={entry.path} onClick={onClose}>
              <Icon name={entry.icon} />
              <span className="grow">{t(entry.label)}</span>
              <Slot of={placeMark} given={{ path: entry.path }} />
            </Link>
          </li>
        ))}
      </ul>
      <Menu className="btn" items={useUserMenu(onKeys)}>
        <Icon name="gear" small />
        {t("ui.frame.me", { name })}
      </Menu>
    </Sheet>
  );
}
