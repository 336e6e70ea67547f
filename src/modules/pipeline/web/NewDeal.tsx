// One form: longer than a file of rules.
import { useState } from "react";
import { addOrganizationRoute, organizationRoute } from "#modules/contacts/api.ts";
import { findOrganizations } from "#modules/contacts/web/public.tsx";
import { useMe, useOwners } from "#modules/people/web/public.tsx";
import { useDraft } from "#ui/draft.ts";
import { toast } from "#ui/frame/toasts.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Problem } from "#ui/parts/Card.tsx";
import { Combobox } from "#ui/parts/Combobox.tsx";
import { Dialog } from "#ui/parts/Dialog.tsx";
import { Select, TextInput } from "#ui/parts/Field.tsx";
import { DateInput, MoneyInput, NumberInput } from "#ui/parts/FigureInputs.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { faultAt } from "#ui/refusals.ts";
import { useSession } from "#ui/session.ts";
import { useWords } from "#ui/words.tsx";
import { openDealRoute } from "../api.ts";
import type { ProductId } from "../deal.ts";
import { filledFields, isOwnField, missingFields, placeOf } from "../required.ts";
import RequiredInputs from "./RequiredInputs.tsx";
import { blankTyped, typedFilling } from "./requiredTyped.ts";
import { titleOf } from "./useDealVerbs.ts";
import { usePipelines } from "./usePipelines.ts";

type Draft = {
  name: string;
  organizationId: string;
  /** The organization's name; without an id it will be made with the deal. */
  organization: string;
  productId: string;
  quantity: number;
  /** Null: the list price times the quantity. */
  valueMinor: number | null;
  ownerId: string;
  stageId: string;
  expectedCloseOn: string | null;
  /** Empty: the workspace's own. */
  currency: string;
};
const blank: Draft = {
  ...{ name: "", organizationId: "", organization: "", productId: "", quantity: 1, valueMinor: null },
  ...{ ownerId: "", stageId: "", expectedCloseOn: null, currency: "" },
};

/** What a stage may ask for that the form has anyway. */
const inForm: ReadonlySet<string> = new Set(["organization", "owner", "value", "expectedCloseOn", "lines"]);

type Props = { name: string; organizationId: string; onClose: () => void; onMade: (dealId: string) => void };

/** As few fields as possible: a deal needs an organization, a product or a name; the rest has a good guess. */
export function NewDeal({ name, organizationId, onClose, onMade }: Props) {
  const words = useWords();
  const { t } = words;
  const { workspace } = useSession();
  const me = useMe();
  const { products, pipelines, currencies } = usePipelines();
  const { value: draft, change, sent } = useDraft(`deal.new ${name} ${organizationId}`, blank);
  const given = useRead(
    organizationRoute,
    { params: { id: organizationId as never } },
    { when: organizationId !== "" },
  );
  const [missing, setMissing] = useState(false);
  const [typed, setTyped] = useState(blankTyped);
  const [isTried, setTried] = useState(false);
  const [refusal, setRefusal] = useState<Error | null>(null);
  const adding = useWrite(addOrganizationRoute, { touches: ["organizations"] });
  const opening = useWrite(openDealRoute, {
    touches: ["deals"],
    onRefused: (error) => {
      setRefusal(error);
      return true;
    },
  });
  const organization = draft.organization
    ? { id: draft.organizationId, label: draft.organization }
    : given.data && draft.organizationId === ""
      ? { id: given.data.id as string, label: given.data.name }
      : null;
  const currency = draft.currency || workspace.currency;
  const shownName = draft.name || name;
  const product = products.find((one) => one.id === draft.productId);
  const proposed = product ? product.price.minor * draft.quantity * product.periods : null;
  const valueMinor = draft.valueMinor ?? proposed;
  const people = useOwners();
  const stages = pipelines.flatMap((pipeline) => pipeline.stages);
  const stage = stages.find(({ id }) => id === draft.stageId) ?? stages[0];
  const required = stage?.requires ?? [];
  const beside = required.filter((field) => !inForm.has(field));
  const brought = typedFilling(beside, typed, { currency, products });
  /** Of the workspace's own fields the server says it: one that is archived asks nothing any more. */
  const lacks = () => {
    const held = filledFields({
      ...{ organizationId: organization ? "named" : null, ownerId: draft.ownerId || me.personId },
      ...{ value: { minor: valueMinor ?? 0 }, expectedCloseOn: draft.expectedCloseOn, lines: product ? [product] : [] },
      ...{ rankId: brought.rankId ?? null, contacts: brought.contacts?.length ?? 0 },
      decisionSteps: brought.decision?.length ?? 0,
    });
    return missingFields(required.filter(isOwnField), held);
  };
  const handleSave = async () => {
    setRefusal(null);
    if (!organization && !product && shownName.trim() === "") return setMissing(true);
    setTried(true);
    if (lacks().length > 0) return;
    const made =
      organization && organization.id === "" ? await adding.send({ body: { name: organization.label } }) : null;
    if (organization?.id === "" && !made) return;
    if (made) change({ organizationId: made.id });
    const deal = await opening.send({
      body: {
        ...(shownName.trim() ? { name: shownName.trim() } : {}),
        organizationId: made?.id ?? ((organization?.id || null) as NonNullable<typeof made>["id"] | null),
        ...(product
          ? { lines: [lineOf(product, draft.quantity, draft.valueMinor)] }
          : valueMinor === null
            ? {}
            : { value: { minor: valueMinor, currency } }),
        ownerId: (draft.ownerId || me.personId) as never,
        ...(stage ? { stageId: stage.id } : {}),
        expectedCloseOn: draft.expectedCloseOn,
        ...brought,
      },
    });
    if (!deal) return;
    sent();
    toast.done(t("pipeline.said.opened", { deal: titleOf(deal), stage: deal.stage }));
    onMade(deal.id);
  };
  const lacking = isTried ? lacks() : [];
  const asked = (place: string) =>
    lacking.some((field) => placeOf(field) === place) ? t("pipeline.refusal.pipeline.field_required") : undefined;
  const fault = (pointer: string) => asked(pointer.slice(1)) ?? faultAt(words, refusal, pointer);
  const shownAt = ["name", "value", "value/minor", "value/currency", "organizationId", "ownerId", "lines"];
  const isElsewhere =
    refusal && ![...shownAt, "expectedCloseOn", ...beside.map(placeOf)].some((place) => fault(`/${place}`));
  return (
    <Dialog
      title={t("pipeline.new.title")}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t("ui.part.cancel")}</Button>
          <Button
            primary
            keys="mod+enter"
            disabled={opening.sending || adding.sending || !opening.mayWrite}
            onClick={() => void handleSave()}
          >
            {t("pipeline.new.save")}
          </Button>
        </>
      }
    >
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          void handleSave();
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void handleSave();
        }}
      >
        {isElsewhere && <Problem error={refusal} />}
        <Combobox
          label={t("pipeline.field.organization")}
          mark="organization"
          autoFocus
          find={findOrganizations}
          value={organization}
          onChange={(option) => change({ organizationId: option?.id ?? "", organization: option?.label ?? "" })}
          onCreate={(text) => change({ organizationId: "", organization: text })}
          hint={organization?.id === "" ? t("pipeline.new.will_make", { name: organization.label }) : undefined}
          error={
            fault("/organizationId") ??
            (missing && !organization ? t("pipeline.refusal.pipeline.deal_needs_a_name") : undefined)
          }
        />
        {(name !== "" || !organization) && (
          <TextInput
            label={t("pipeline.field.name")}
            optional
            maxLength={300}
            value={shownName}
            onChange={(next) => change({ name: next })}
            error={fault("/name")}
          />
        )}
        <div className="pair">
          <Select
            label={t("pipeline.field.product")}
            optional={!required.includes("lines")}
            error={fault("/lines")}
            value={draft.productId}
            choices={[
              { value: "", label: t("pipeline.new.no_product") },
              ...products.filter((one) => !one.archived).map(({ id, name }) => ({ value: id as string, label: name })),
            ]}
            onChange={(productId) => change({ productId })}
          />
          <NumberInput
            label={t("pipeline.field.quantity")}
            value={draft.quantity}
            digits={0}
            onChange={(quantity) => change({ quantity: Math.max(1, Math.round(quantity ?? 1)) })}
          />
        </div>
        <div className="pair">
          <MoneyInput
            label={t("pipeline.field.value")}
            minor={valueMinor}
            currency={currency}
            onChange={(minor) => change({ valueMinor: minor })}
            hint={product && draft.valueMinor === null ? t("pipeline.new.list_price") : undefined}
            error={fault("/value") ?? fault("/value/minor") ?? fault("/value/currency")}
          />
          {currencies.length > 1 && !product && (
            <Select
              label={t("pipeline.field.currency")}
              choices={currencies.map((code) => ({ value: code, label: code }))}
              value={currency}
              onChange={(code) => change({ currency: code })}
            />
          )}
          <DateInput
            label={t("pipeline.field.expectedCloseOn")}
            optional={!required.includes("expectedCloseOn")}
            value={draft.expectedCloseOn}
            onChange={(day) => change({ expectedCloseOn: day })}
            error={fault("/expectedCloseOn")}
          />
        </div>
        <div className="pair">
          <Select
            label={t("pipeline.field.stage")}
            value={stage?.id ?? ""}
            choices={pipelines.flatMap((pipeline) =>
              pipeline.stages.map(({ id, name }) => ({
                value: id as string,
                label: pipelines.length > 1 ? `${pipeline.name}: ${name}` : name,
              })),
            )}
            onChange={(stageId) => change({ stageId })}
          />
          <Select
            label={t("pipeline.field.owner")}
            value={draft.ownerId || me.personId}
            choices={people.map(({ id, name }) => ({ value: id as string, label: name }))}
            onChange={(ownerId) => change({ ownerId })}
            error={fault("/ownerId")}
          />
        </div>
        {beside.length > 0 && stage && (
          <>
            <p className="ink2">{t("pipeline.new.asks", { stage: stage.name })}</p>
            <RequiredInputs
              fields={beside}
              typed={typed}
              currency={currency}
              fault={(place) => fault(`/${place}`)}
              onChange={(part) => setTyped((old) => ({ ...old, ...part }))}
            />
          </>
        )}
      </form>
    </Dialog>
  );
}

type Sold = { id: ProductId; price: { minor: number }; periods: number };

/** A value typed beside a product is what the line brings: its price, less what was given away. */
function lineOf({ id, price, periods }: Sold, quantity: number, valueMinor: number | null) {
  const times = quantity * periods;
  const value = valueMinor ?? price.minor * times;
  const priceMinor = Math.max(price.minor, Math.ceil(value / times));
  const off = priceMinor * times - value;
  return { productId: id, quantity, priceMinor, ...(off > 0 ? { discount: { minor: off } } : {}) };
}
