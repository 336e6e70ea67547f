import { type Me, useMe } from "#modules/people/web/public.tsx";
import { useNow } from "#ui/clock.ts";
import { Avatar, Who } from "#ui/parts/Avatar.tsx";
import { Chip, StepMark } from "#ui/parts/Chip.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import type { Column } from "#ui/parts/Table.tsx";
import { When } from "#ui/parts/When.tsx";
import type { Present } from "#ui/words/relative.ts";
import { useWords } from "#ui/words.tsx";
import type { DealShape } from "../api.ts";
import { idleDays, rotting } from "../rotting.ts";
import { productsText, stepState, stepText } from "./step.ts";
import { titleOf } from "./useDealVerbs.ts";

/** What a list of deals may show beside the deal itself, in this order. */
export const columnNames = [
  "status",
  "stage",
  "value",
  "weighted",
  "owner",
  "nextStep",
  "idle",
  "expectedCloseOn",
  "rank",
  "slips",
  "openedOn",
  "closedOn",
  "product",
  "name",
] as const;
export type ColumnName = (typeof columnNames)[number];
export const defaultColumns: readonly string[] = [
  "status",
  "stage",
  "value",
  "weighted",
  "owner",
  "nextStep",
  "idle",
  "expectedCloseOn",
  "product",
];

type Totals = { count: number; valueMinor: number; weightedMinor: number; currency: string } | null;

export function useDealColumns(names: readonly ColumnName[], totals: Totals): Column<DealShape>[] {
  const words = useWords();
  const { t, formatMoney, formatNumber } = words;
  const present = useNow();
  const me = useMe();
  const money = (minor: number | undefined) =>
    minor === undefined ? "" : formatMoney(minor, totals?.currency ?? "USD", { whole: true });
  const day = (on: string | null) => on && <When at={on} length="short" />;
  const all: Record<ColumnName, Omit<Column<DealShape>, "id" | "head">> = {
    status: { width: 84, cell: (deal) => <Status status={deal.status} /> },
    stage: { width: 104, sortable: true, phone: false, cell: (deal) => deal.stage },
    value: {
      ...{ width: 108, right: true, sortable: true, phone: true, foot: money(totals?.valueMinor) },
      cell: (deal) => <span className="b">{formatMoney(deal.value.minor, deal.value.currency)}</span>,
    },
    weighted: {
      ...{ width: 108, right: true, sortable: true, foot: money(totals?.weightedMinor) },
      cell: (deal) => (deal.status === "open" ? money(deal.weightedMinor) : ""),
    },
    owner: {
      ...{ width: 162, sortable: true },
      cell: (deal) => deal.owner && <Owner deal={deal} owner={deal.owner} me={me} />,
    },
    nextStep: {
      ...{ width: 176, sortable: true },
      cell: (deal) =>
        deal.status === "open" && (
          <StepMark state={stepState(deal.nextStep, present)}>{stepText(words, deal.nextStep, present)}</StepMark>
        ),
    },
    idle: {
      ...{ width: 64, right: true, sortable: true },
      cell: (deal) => deal.status === "open" && <Idle deal={deal} present={present} />,
    },
    expectedCloseOn: { width: 108, right: true, sortable: true, cell: (deal) => day(deal.expectedCloseOn) },
    rank: { width: 108, sortable: true, cell: (deal) => deal.rank },
    slips: {
      ...{ width: 96, right: true, sortable: true },
      cell: (deal) => deal.slips > 0 && t("pipeline.slips.short", { count: deal.slips }),
    },
    openedOn: { width: 108, right: true, sortable: true, cell: (deal) => day(deal.openedOn) },
    closedOn: { width: 108, right: true, sortable: true, cell: (deal) => day(deal.closedOn) },
    product: { width: 132, sortable: true, cell: (deal) => <span className="ink2">{productsText(deal.lines)}</span> },
    name: { width: 220, sortable: true, cell: (deal) => deal.name },
  };
  return [
    {
      ...{ id: "organization", head: t("pipeline.field.organization"), sortable: true },
      cell: (deal) => (
        <>
          <Avatar name={titleOf(deal)} size="sm" square />
          <span className="cut">{titleOf(deal)}</span>
        </>
      ),
      foot: totals && t("pipeline.list.count", { count: totals.count, shown: formatNumber(totals.count) }),
    },
    ...names.map((id) => ({ id, head: t(`pipeline.field.${id}`), ...all[id] })),
  ];
}

export function Status({ status }: { status: DealShape["status"] }) {
  const { t } = useWords();
  const label = t(`pipeline.status.${status}`);
  if (status === "open") return <Chip>{label}</Chip>;
  return (
    <Chip meaning={status} icon={status === "won" ? "check" : "x"}>
      {label}
    </Chip>
  );
}

/** How long nobody touched it; marked, with the limit, once that is too long for its stage. */
function Idle({ deal, present }: { deal: DealShape; present: Present }) {
  const { t } = useWords();
  const rots = rotting(deal, present);
  const days = t("pipeline.idle.short", { count: idleDays(deal.lastTouchAt, present) });
  if (!rots) return days;
  return (
    <span className="t-risk" title={t("pipeline.rot.long", { ...rots })}>
      <Icon name="warn" small label={t("pipeline.rot.long", { ...rots })} /> {days}
    </span>
  );
}

/** Whoever covers sees for whom. */
function Owner({ deal, owner, me }: { deal: DealShape; owner: string; me: Me }) {
  const { t } = useWords();
  const isCovered = deal.ownerId !== null && me.covers.includes(deal.ownerId);
  if (isCovered) return <Chip meaning="info">{t("pipeline.card.covering_for", { name: owner })}</Chip>;
  return <Who name={owner} me={deal.ownerId === me.personId} />;
}
