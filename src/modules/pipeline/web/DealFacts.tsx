// The facts of one record, each with its control: longer than a file of rules.
import { useState } from "react";
import { daysBetween } from "#lib/time.ts";
import { findOrganizations } from "#modules/contacts/web/public.tsx";
import { useMe, useOwners } from "#modules/people/web/public.tsx";
import { useNow } from "#ui/clock.ts";
import { Link } from "#ui/Link.tsx";
import { Who } from "#ui/parts/Avatar.tsx";
import { Chip } from "#ui/parts/Chip.tsx";
import { Combobox, type Option } from "#ui/parts/Combobox.tsx";
import { Fact, FactForm } from "#ui/parts/Fact.tsx";
import { Select, TextInput } from "#ui/parts/Field.tsx";
import { DateInput, MoneyInput } from "#ui/parts/FigureInputs.tsx";
import { When } from "#ui/parts/When.tsx";
import { faultAt } from "#ui/refusals.ts";
import { useSession } from "#ui/session.ts";
import { useWords } from "#ui/words.tsx";
import { rotting } from "../rotting.ts";
import type { SeenDeal } from "./slots.ts";
import type { DealEdit } from "./useFactEdit.ts";
import { usePipelines } from "./usePipelines.ts";

type Props = { deal: SeenDeal; edit: DealEdit };

export function DealFacts(props: Props) {
  const { deal } = props;
  const { t, formatMoney, formatDate } = useWords();
  const present = useNow();
  const { today } = present;
  const { workspace } = useSession();
  const rots = rotting(deal, present);
  return (
    <dl className="facts num">
      <ValueFact {...props} />
      {deal.status === "open" && (
        <Fact label={t("pipeline.deal.weighted", { share: deal.probability })}>
          {formatMoney(deal.weightedMinor, workspace.currency, { whole: true })}
        </Fact>
      )}
      {deal.countedBy && (
        <Fact label={t("pipeline.deal.in_base", { currency: workspace.currency })}>
          <span
            title={t("pipeline.deal.rate", { rate: deal.countedBy.rate, on: formatDate(deal.countedBy.on, "long") })}
          >
            {formatMoney(deal.baseMinor, workspace.currency)}{" "}
            <span className="ink2">
              {t("pipeline.deal.rate", { rate: deal.countedBy.rate, on: formatDate(deal.countedBy.on, "short") })}
            </span>
          </span>
        </Fact>
      )}
      <CloseFact {...props} />
      <RankFact {...props} />
      <OwnerFact {...props} />
      <OrganizationFact {...props} />
      {deal.openedOn && (
        <Fact label={t("pipeline.deal.age")}>
          {t("pipeline.idle.short", { count: Math.max(0, daysBetween(deal.openedOn, deal.closedOn ?? today)) })}
        </Fact>
      )}
      <Fact label={t("pipeline.deal.last_touch")}>
        <When at={deal.lastTouchAt} />
        {rots && (
          <Chip meaning="risk" icon="warn">
            {t("pipeline.rot.long", { ...rots })}
          </Chip>
        )}
      </Fact>
      {deal.reason && <Fact label={t("pipeline.lose.reason")}>{deal.reason}</Fact>}
    </dl>
  );
}

/** What every fact does alike: opens under its name, keeps what is typed until it is saved or left. */
function useFact<Value>({ edit }: Props, name: string, shown: Value) {
  const [typed, setTyped] = useState<Value>(shown);
  return {
    value: typed,
    set: setTyped,
    wiring: (control: React.ReactNode, onSave: () => void) =>
      edit.mayWrite
        ? {
            ...{ control, onSave, isOpen: edit.open === name },
            onOpen: () => {
              setTyped(shown);
              edit.setOpen(name);
            },
            onCancel: () => edit.setOpen(null),
          }
        : undefined,
  };
}

function ValueFact(props: Props) {
  const { deal, edit } = props;
  const words = useWords();
  const { t, formatMoney } = words;
  const label = t("pipeline.field.value");
  const { currencies } = usePipelines();
  const fact = useFact<{ minor: number | null; currency: string }>(props, "value", deal.value);
  const { currency } = fact.value;
  const save = () => {
    const { minor } = fact.value;
    if (minor === null) return;
    const value = { minor, currency };
    void edit.save({
      fields: { value },
      shown: formatMoney(minor, currency),
      theirs: (now) => formatMoney(now.value.minor, now.value.currency),
    });
  };
  const error = faultAt(words, edit.refusal, "/value/minor") ?? faultAt(words, edit.refusal, "/value/currency");
  const hint = deal.lines.length > 0 ? t("pipeline.line.will_clear") : undefined;
  const choices = [...new Set([deal.value.currency, ...currencies])].map((code) => ({ value: code, label: code }));
  const control = (
    <>
      <MoneyInput
        label={label}
        minor={fact.value.minor}
        currency={currency}
        onChange={(minor) => fact.set({ minor, currency })}
        hint={hint}
        error={error}
      />
      {choices.length > 1 && (
        <Select
          label={t("pipeline.field.currency")}
          choices={choices}
          value={currency}
          onChange={(code) => fact.set({ minor: fact.value.minor, currency: code })}
        />
      )}
    </>
  );
  return (
    <Fact label={label} className="main-v" edit={fact.wiring(control, save)}>
      {formatMoney(deal.value.minor, deal.value.currency)}
    </Fact>
  );
}

function CloseFact(props: Props) {
  const { deal, edit } = props;
  const { t, formatDate } = useWords();
  const fact = useFact<string | null>(props, "expectedCloseOn", deal.expectedCloseOn);
  const label = t("pipeline.field.expectedCloseOn");
  const said = (on: string | null) => (on ? formatDate(on, "long") : t("pipeline.deal.no_date"));
  const save = () =>
    void edit.save({
      fields: { expectedCloseOn: fact.value },
      shown: said(fact.value),
      theirs: (now) => said(now.expectedCloseOn),
    });
  if (deal.closedOn) {
    return (
      <Fact label={t(deal.status === "won" ? "pipeline.deal.won_on" : "pipeline.deal.lost_on")}>
        <When at={deal.closedOn} length="long" />
      </Fact>
    );
  }
  const control = <DateInput label={label} value={fact.value} onChange={fact.set} />;
  return (
    <Fact label={label} edit={fact.wiring(control, save)}>
      <span className="close-fact">
        {deal.expectedCloseOn ? <CloseDate on={deal.expectedCloseOn} /> : <span className="ink2">{said(null)}</span>}
        {deal.slips > 0 && deal.firstCloseOn && (
          <span className="xs t-risk">
            {t("pipeline.slips.long", { count: deal.slips, first: formatDate(deal.firstCloseOn, "short") })}
          </span>
        )}
      </span>
    </Fact>
  );
}

function RankFact(props: Props) {
  const { deal, edit } = props;
  const { t } = useWords();
  const { ranks } = usePipelines();
  const fact = useFact<string>(props, "rankId", deal.rankId ?? "");
  const label = t("pipeline.field.rank");
  const none = t("pipeline.rank.none");
  const named = (id: string | null) => ranks.find((rank) => rank.id === id);
  const save = () =>
    void edit.save({
      fields: { rankId: named(fact.value)?.id ?? null },
      shown: named(fact.value)?.name ?? none,
      theirs: (now) => now.rank ?? none,
    });
  const choices = [{ value: "", label: none }, ...ranks.map(({ id, name }) => ({ value: id as string, label: name }))];
  const control = <Select label={label} choices={choices} value={fact.value} onChange={fact.set} />;
  return (
    <Fact label={label} edit={fact.wiring(control, save)}>
      {deal.rank ?? <span className="ink2">{none}</span>}
    </Fact>
  );
}

/** The date and how far off it is. */
function CloseDate({ on }: { on: string }) {
  const { formatDate, formatRelative, t } = useWords();
  useNow();
  const far = formatRelative(on);
  const date = formatDate(on, "short");
  return (
    <time dateTime={on} title={formatDate(on, "full")}>
      {far === date || far === formatDate(on, "long") ? far : t("pipeline.deal.close", { date, far })}
    </time>
  );
}

function OwnerFact(props: Props) {
  const { deal, edit } = props;
  const { t } = useWords();
  const me = useMe();
  const fact = useFact<string>(props, "ownerId", deal.ownerId ?? "");
  const label = t("pipeline.field.owner");
  const people = useOwners(deal.ownerId);
  const nameOf = (id: string | null) => people.find((person) => person.id === id)?.name ?? "";
  const save = () =>
    void edit.save({
      fields: { ownerId: people.find((person) => person.id === fact.value)?.id ?? null },
      shown: nameOf(fact.value),
      theirs: (now) => now.owner ?? "",
    });
  const choices = people.map(({ id, name }) => ({ value: id as string, label: name }));
  const control = <Select label={label} choices={choices} value={fact.value} onChange={fact.set} />;
  return (
    <Fact label={label} className="own" edit={fact.wiring(control, save)}>
      {deal.owner ? (
        <Who name={deal.owner} me={deal.ownerId === me.personId} />
      ) : (
        <span className="ink2">{t("pipeline.deal.no_owner")}</span>
      )}
    </Fact>
  );
}

function OrganizationFact(props: Props) {
  const { deal, edit } = props;
  const { t } = useWords();
  const shown = deal.organizationId ? { id: deal.organizationId as string, label: deal.organization ?? "" } : null;
  const fact = useFact<Option | null>(props, "organizationId", shown);
  const label = t("pipeline.field.organization");
  const save = () =>
    void edit.save({
      fields: { organizationId: (fact.value?.id ?? null) as typeof deal.organizationId },
      shown: fact.value?.label ?? t("pipeline.deal.no_organization"),
      theirs: (now) => now.organization ?? t("pipeline.deal.no_organization"),
    });
  const control = (
    <Combobox label={label} mark="organization" find={findOrganizations} value={fact.value} onChange={fact.set} />
  );
  return (
    <Fact label={label} edit={fact.wiring(control, save)}>
      {deal.organizationId ? (
        <span className="cut">{deal.organization}</span>
      ) : (
        <span className="ink2">{t("pipeline.deal.no_organization")}</span>
      )}
    </Fact>
  );
}

/** The deal's name is the page's heading. */
export function NameFact({ deal, edit }: Props) {
  const { t } = useWords();
  const [typed, setTyped] = useState(deal.name);
  const save = () =>
    typed.trim() && void edit.save({ fields: { name: typed.trim() }, shown: typed.trim(), theirs: (now) => now.name });
  if (edit.open === "name" && edit.mayWrite) {
    const control = <TextInput label={t("pipeline.field.name")} value={typed} onChange={setTyped} maxLength={300} />;
    return <FactForm control={control} onSave={save} onCancel={() => edit.setOpen(null)} />;
  }
  return (
    <h1 className="cut" title={deal.name}>
      {deal.name}
    </h1>
  );
}

export function OrganizationLink({ deal }: { deal: SeenDeal }) {
  if (!deal.organizationId) return null;
  return (
    <Link className="link" to={`/organizations/${deal.organizationId}`}>
      {deal.organization}
    </Link>
  );
}
