import { placeMark } from "#ui/frame/placeMark.ts";
import type { RailEntry, RailParts } from "#ui/frame/rail.ts";
import { useUserMenu } from "#ui/frame/userMenu.ts";
import { Link } from "#ui/Link.tsx";
import { Avatar } from "#ui/parts/Avatar.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import { Menu } from "#ui/parts/Menu.tsx";
import { useSession } from "#ui/session.ts";
import { Slot } from "#ui/slots.tsx";
import { useWords } from "#ui/words.tsx";

type Props = { rail: RailParts; current: RailEntry | undefined; onKeys: () => void };

export function Rail({ rail, current, onKeys }: Props) {
  const { t } = useWords();
  const { workspace, person } = useSession();
  const name = person.name;
  return (
    <aside className="rail" aria-label={workspace.name}>
      <Link className="ws" to="/">
        <span className="mark">
          <Icon name="clinch" className="mark-i" />
        </span>
        <span className="grow cut">{workspace.name}</span>
      </Link>
      <nav aria-label={t("ui.frame.main")}>
        <Entries entries={rail.work} current={current} />
        {rail.work.length > 0 && rail.team.length > 0 && <div className="sep" />}
        <Entries entries={rail.team} current={current} />
      </nav>
      <div className="foot">
        <Entries entries={rail.foot} current={current} />
        <Menu className="user" name={t("ui.frame.me", { name })} items={useUserMenu(onKeys)}>
          <Avatar name={name} size="sm" me />
          <span className="cut">{name}</span>
        </Menu>
      </div>
    </aside>
  );
}

function Entries({ entries, current }: { entries: readonly RailEntry[]; current: RailEntry | undefined }) {
  const { t } = useWords();
  return entries.map((entry) => (
    <Link key={entry.path} to={entry.path} title={t(entry.label)} aria-current={entry === current ? "page" : undefined}>
      <Icon name={entry.icon} />
      <span className="cut">{t(entry.label)}</span>
      <Slot of={placeMark} given={{ path: entry.path }} />
    </Link>
  ));
}
