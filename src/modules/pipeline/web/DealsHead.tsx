import type { ReactNode } from "react";
import { useMe } from "#modules/people/web/public.tsx";
import { useNow } from "#ui/clock.ts";
import { Select } from "#ui/parts/Field.tsx";
import { SearchField } from "#ui/parts/SearchField.tsx";
import { Tabs } from "#ui/parts/Tabs.tsx";
import { useRead } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { type DealFilter, dealsRoute } from "../api.ts";
import { dealListAddress } from "../dealListAddress.ts";
import { FilterButton, FilterChips } from "./Filters.tsx";
import { type Shape, ShapeSwitch } from "./ShapeSwitch.tsx";
import { type DealAddress, type View, views } from "./useDealAddress.ts";
import { usePipelines } from "./usePipelines.ts";

type Props = {
  address: DealAddress;
  shape: Shape;
  /** At the right: the totals. */
  totals: ReactNode;
  tools?: ReactNode;
};

/** The head that the board and the list of deals share: views with their counts, search, conditions, the other shape. */
export function DealsHead({ address, shape, totals, tools }: Props) {
  const { t } = useWords();
  const { chosen, change, clear } = address;
  const { today } = useNow();
  const list = dealListAddress(shape === "board" ? { status: "open", ...address.asked } : address.asked, { today });
  return (
    <>
      <div className="deal-views">
        <Views address={address} openOnly={shape === "board"} />
      </div>
      <div className="tools deal-tools">
        <PipelineSwitch address={address} shape={shape} />
        <SearchField label={t("pipeline.search.label")} value={chosen.q ?? ""} onChange={(q) => change({ q })} />
        <FilterChips chosen={chosen} onChange={change} onClear={clear} />
        <FilterButton chosen={chosen} onChange={change} forList={shape === "list"} />
        {tools}
        <span className="grow" />
        <span className="s num totals" role="status">
          {totals}
        </span>
        <ShapeSwitch shape={shape} at={(path) => (path === "/deals" ? list : address.at(path))} />
      </div>
    </>
  );
}

/** Only where there is a choice. A list may show the deals of all. */
function PipelineSwitch({ address: { chosen, change }, shape }: { address: DealAddress; shape: Shape }) {
  const { t } = useWords();
  const { pipelines } = usePipelines();
  if (pipelines.length < 2) return null;
  const all = shape === "list" ? [{ value: "", label: t("pipeline.switch.all") }] : [];
  const first = shape === "list" ? "" : (pipelines[0]?.id ?? "");
  return (
    <Select
      label={t("pipeline.field.pipeline")}
      bareLabel
      choices={[...all, ...pipelines.map(({ id, name }) => ({ value: id as string, label: name }))]}
      value={chosen.pipeline ?? first}
      onChange={(pipeline) => change({ pipeline: pipeline || undefined, stage: undefined })}
    />
  );
}

function Views({ address: { view, see, teamId, chosen }, openOnly }: { address: DealAddress; openOnly: boolean }) {
  const { t } = useWords();
  const me = useMe();
  const status = openOnly ? "open" : undefined;
  const first = usePipelines().pipelines[0]?.id;
  const pipeline = chosen.pipeline ?? (openOnly ? first : undefined);
  const within = pipeline ? { pipeline } : {};
  const counts: Record<View, number | undefined> = {
    mine: useCount({ owner: me.personId, status, ...within }),
    team: useCount({ team: teamId ?? undefined, status, ...within }, teamId !== null),
    all: useCount({ status, ...within }),
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
