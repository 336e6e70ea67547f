// One form of a filter's conditions: longer than a file of rules.
import { useEffect, useRef, useState } from "react";
import type { CurrencyCode } from "#lib/currency.ts";
import { organizationRoute } from "#modules/contacts/api.ts";
import { findOrganizations } from "#modules/contacts/web/public.tsx";
import { useEverybody } from "#modules/people/web/public.tsx";
import { useKeys } from "#ui/frame/keys.ts";
import { Button } from "#ui/parts/Button.tsx";
import { FilterChip } from "#ui/parts/Chip.tsx";
import { Combobox } from "#ui/parts/Combobox.tsx";
import { Checkbox, Select } from "#ui/parts/Field.tsx";
import { DateInput, MoneyInput, NumberInput } from "#ui/parts/FigureInputs.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import { Keys } from "#ui/parts/Keys.tsx";
import { placeBeside } from "#ui/parts/place.ts";
import { useRead } from "#ui/query.ts";
import { useSession } from "#ui/session.ts";
import { useWords } from "#ui/words.tsx";
import type { DealFilter } from "../api.ts";
import type { FilterPart } from "./useDealAddress.ts";
import { usePipelines } from "./usePipelines.ts";

type Props = {
  chosen: DealFilter;
  onChange: (part: FilterPart) => void;
  /** The board is made of open deals and all stages; a list can be narrowed to some. */
  forList?: boolean;
};

export function FilterButton({ chosen, onChange, forList }: Props) {
  const { t, formatNumber } = useWords();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  useKeys([{ keys: "f", label: "pipeline.filter.filter", group: "here", run: () => panel.current?.showPopover() }]);
  const count = Object.keys(chosen).filter((name) => name !== "q" && name !== "pipeline").length;
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    if (!isOpen || !panel.current || !button.current) return;
    placeBeside(panel.current, button.current);
    panel.current.querySelector<HTMLElement>("select, input")?.focus();
  }, [isOpen]);
  return (
    <>
      <button
        ref={button}
        type="button"
        className={count > 0 ? "btn sm on" : "btn quiet sm"}
        popoverTarget="deal-filter"
        aria-keyshortcuts="f"
      >
        <Icon name="filter" small />
        {t("pipeline.filter.filter")}
        {count > 0 && <span className="num">{formatNumber(count)}</span>}
        <Keys keys="f" />
      </button>
      <div
        ref={panel}
        id="deal-filter"
        popover="auto"
        className="menu filters"
        role="dialog"
        aria-label={t("pipeline.filter.title")}
        onToggle={(event) => setOpen(event.newState === "open")}
      >
        {isOpen && <Conditions chosen={chosen} onChange={onChange} forList={forList ?? false} />}
      </div>
    </>
  );
}

function Conditions({ chosen, onChange, forList }: Required<Props>) {
  const { t } = useWords();
  const { workspace } = useSession();
  const { data } = useEverybody();
  const { products, stages, ranks } = usePipelines(chosen.pipeline);
  const organization = useOrganizationName(chosen.organization);
  const any = { value: "", label: t("pipeline.filter.any") };
  const named = (all: readonly { id: string; name: string }[]) => [
    any,
    ...all.map(({ id, name }) => ({ value: id as string, label: name })),
  ];
  const select = (
    field: "owner" | "team" | "product" | "stage" | "rank",
    all: readonly { id: string; name: string }[],
  ) => (
    <Select
      label={t(`pipeline.field.${field}`)}
      choices={named(all)}
      value={chosen[field] ?? ""}
      empty={any.label}
      onChange={(value) => onChange({ [field]: value })}
    />
  );
  const money = (field: "valueFrom" | "valueTo") => (
    <MoneyInput
      label={t(`pipeline.filter.${field}`)}
      minor={chosen[field] ?? null}
      currency={workspace.currency}
      onChange={(minor) => onChange({ [field]: minor === null ? undefined : String(minor) })}
    />
  );
  const date = (field: "openedFrom" | "openedTo" | "closedFrom" | "closedTo") => (
    <DateInput
      label={t(`pipeline.filter.${field}`)}
      value={chosen[field] ?? null}
      onChange={(day) => onChange({ [field]: day ?? undefined })}
    />
  );
  const mark = (field: (typeof marks)[number]) => (
    <Checkbox
      key={field}
      label={t(`pipeline.filter.${field}`)}
      checked={chosen[field] === "1"}
      onChange={(checked) => onChange({ [field]: checked ? "1" : undefined })}
    />
  );
  return (
    <div className="form">
      {forList && (
        <div className="pair">
          <Select
            label={t("pipeline.field.status")}
            choices={[
              any,
              ...(["open", "won", "lost"] as const).map((one) => ({ value: one, label: t(`pipeline.status.${one}`) })),
            ]}
            value={chosen.status ?? ""}
            empty={any.label}
            onChange={(status) => onChange({ status })}
          />
          {select("stage", stages)}
        </div>
      )}
      <div className="pair">
        {select("owner", data?.people ?? [])}
        {select("team", data?.teams ?? [])}
      </div>
      <div className="pair">
        <Combobox
          label={t("pipeline.field.organization")}
          mark="organization"
          value={chosen.organization ? { id: chosen.organization, label: organization ?? "" } : null}
          find={findOrganizations}
          onChange={(option) => onChange({ organization: option?.id })}
        />
        {select("product", products)}
      </div>
      <div className="pair">
        {money("valueFrom")}
        {money("valueTo")}
      </div>
      <div className="pair">
        {date("openedFrom")}
        {date("openedTo")}
      </div>
      {forList && (
        <div className="pair">
          {date("closedFrom")}
          {date("closedTo")}
        </div>
      )}
      <div className="pair">
        <NumberInput
          label={t("pipeline.filter.idleDays")}
          value={chosen.idleDays ?? null}
          onChange={(days) => onChange({ idleDays: days && days >= 1 ? String(Math.floor(days)) : undefined })}
        />
        {select("rank", ranks)}
      </div>
      <div className="pair">{marks.map(mark)}</div>
    </div>
  );
}

const marks = ["noNextStep", "rotting", "slipped", "overdue", "decisionLate"] as const;

/** What is filtered by, each with its way out. */
export function FilterChips({ chosen, onChange, onClear }: Props & { onClear: () => void }) {
  const { t } = useWords();
  const { workspace } = useSession();
  const say = useConditionText(workspace.currency, chosen.organization);
  const all = Object.keys(chosen).filter((name): name is keyof DealFilter => name !== "q" && name !== "pipeline");
  return (
    <>
      {all.map((field) => {
        const { what, value } = say(field, chosen);
        return (
          <FilterChip
            key={field}
            what={what}
            value={value}
            removeName={t("pipeline.filter.remove", { what })}
            onRemove={() => onChange({ [field]: undefined })}
          />
        );
      })}
      {all.length > 1 && (
        <Button quiet small onClick={onClear}>
          {t("pipeline.filter.clear")}
        </Button>
      )}
    </>
  );
}

function useConditionText(currency: CurrencyCode, organizationId: string | undefined) {
  const { t, formatMoney, formatDate, formatNumber } = useWords();
  const { data } = useEverybody();
  const { products, pipelines, ranks } = usePipelines();
  const stages = pipelines.flatMap((pipeline) => pipeline.stages);
  const organization = useOrganizationName(organizationId);
  return (field: keyof DealFilter, chosen: DealFilter): { what: string; value: string } => {
    const nameIn = (all: readonly { id: string; name: string }[] | undefined, id: string | undefined) =>
      all?.find((one) => one.id === id)?.name ?? "";
    if (field === "owner") return { what: t("pipeline.field.owner"), value: nameIn(data?.people, chosen.owner) };
    if (field === "team") return { what: t("pipeline.field.team"), value: nameIn(data?.teams, chosen.team) };
    if (field === "product") return { what: t("pipeline.field.product"), value: nameIn(products, chosen.product) };
    if (field === "stage") return { what: t("pipeline.field.stage"), value: nameIn(stages, chosen.stage) };
    if (field === "rank") return { what: t("pipeline.field.rank"), value: nameIn(ranks, chosen.rank) };
    if (field === "pipeline") return { what: t("pipeline.field.pipeline"), value: nameIn(pipelines, chosen.pipeline) };
    if (field === "reached" || field === "reachedToo")
      return { what: t("pipeline.filter.reached"), value: nameIn(stages, chosen[field]) };
    if (field === "contact") return { what: t("pipeline.field.contact"), value: t("pipeline.filter.chosen") };
    if (field === "rotting" || field === "slipped" || field === "overdue" || field === "decisionLate")
      return { what: t(`pipeline.filter.${field}`), value: t("pipeline.filter.yes") };
    if (field === "organization") return { what: t("pipeline.field.organization"), value: organization ?? "" };
    if (field === "status")
      return { what: t("pipeline.field.status"), value: t(`pipeline.status.${chosen.status ?? "open"}`) };
    if (field === "valueFrom" || field === "valueTo") {
      return { what: t(`pipeline.filter.${field}`), value: formatMoney(chosen[field] ?? 0, currency) };
    }
    if (field === "idleDays") return { what: t("pipeline.filter.idleDays"), value: formatNumber(chosen.idleDays ?? 0) };
    if (field === "noNextStep") return { what: t("pipeline.field.nextStep"), value: t("pipeline.filter.none") };
    if (field === "q") return { what: t("pipeline.filter.filter"), value: chosen.q ?? "" };
    return { what: t(`pipeline.filter.${field}`), value: formatDate(chosen[field] ?? "", "long") };
  };
}

export function useOrganizationName(id: string | undefined): string | undefined {
  const { data } = useRead(organizationRoute, { params: { id: (id ?? "") as never } }, { when: id !== undefined });
  return data?.name;
}
