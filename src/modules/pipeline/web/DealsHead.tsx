import type { ReactNode } from "react";
import { useNavigate } from "react-router";
import { useMe } from "#modules/people/web/public.tsx";
import { Button } from "#ui/parts/Button.tsx";
import { SearchField } from "#ui/parts/SearchField.tsx";
import { Tabs } from "#ui/parts/Tabs.tsx";
import { useRead } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { type DealFilter, dealsRoute } from "../api.ts";
import { FilterButton, FilterChips } from "./Filters.tsx";
import { type DealAddress, type View, views } from "./useDealAddress.ts";

type Props = {
  address: DealAddress;
  shape: "board" | "list";
  /** At the right: the totals. */
  totals: ReactNode;
  tools?: ReactNode;
};

/** The head that the board and the list of deals share: views with their counts, search, conditions, the other shape. */
export function DealsHead({ address, shape, totals, tools }: Props) {
  const { t } = useWords();
  const { chosen, change, clear } = address;
  return (
    <>
      <div className="deal-views">
        <Views address={address} openOnly={shape === "board"} />
      </div>
      <div className="tools deal-tools">
        <SearchField label={t("pipeline.search.label")} value={chosen.q ?? ""} onChange={(q) => change({ q })} />
        <FilterChips chosen={chosen} onChange={change} onClear={clear} />
        <FilterButton chosen={chosen} onChange={change} forList={shape === "list"} />
        {tools}
        <span className="grow" />
        <span className="s num totals" role="status">
          {totals}
        </span>
        <Shapes address={address} shape={shape} label={t("pipeline.shape.label")} />
      </div>
    </>
  );
}

function Views({ address: { view, see, teamId }, openOnly }: { address: DealAddress; openOnly: boolean }) {
  const { t } = useWords();
  const me = useMe();
  const status = openOnly ? "open" : undefined;
  const counts: Record<View, number | undefined> = {
    mine: useCount({ owner: me.personId, status }),
    team: useCount({ team: teamId ?? undefined, status }, teamId !== null),
    all: useCount({ status }),
  };
  const shown = views.filter((one) => one !== "team" || teamId !== null);
  const tabs = shown.map((name) => {
    const count = counts[name];
    return { name, label: t(`pipeline.view.${name}`), ...(count === undefined ? {} : { count }) };
  });
  return <Tabs label={t("pipeline.view.label")} tabs={tabs} current={view} onChange={see} />;
}

function useCount(filter: DealFilter, when = true): number | undefined {
  return useRead(dealsRoute, { query: { ...filter, limit: 1 } }, { topics: ["deals"], when, keep: true }).data?.totals
    ?.count;
}

function Shapes({ address, shape, label }: { address: DealAddress; shape: "board" | "list"; label: string }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const button = (one: "board" | "list", path: string) => (
    <Button
      small
      icon={one}
      name={t(`pipeline.shape.${one}`)}
      aria-pressed={shape === one}
      onClick={() => void navigate(address.at(path))}
    />
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: two buttons are no set of fields
    <span className="seg" role="group" aria-label={label}>
      {button("board", "/pipeline")}
      {button("list", "/deals")}
    </span>
  );
}
