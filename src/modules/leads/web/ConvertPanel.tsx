import { useState } from "react";
import { findOrganizations } from "#modules/contacts/web/public.tsx";
import { useOwners } from "#modules/people/web/public.tsx";
import { type DealShape, pipelinesRoute } from "#modules/pipeline/api.ts";
import { placeOf } from "#modules/pipeline/required.ts";
import { blankTyped, RequiredInputs, typedFilling } from "#modules/pipeline/web/public.tsx";
import { CallRefused } from "#ui/call.ts";
import { Problem } from "#ui/parts/Card.tsx";
import { Combobox, type Option } from "#ui/parts/Combobox.tsx";
import { Select } from "#ui/parts/Field.tsx";
import { DateInput, MoneyInput } from "#ui/parts/FigureInputs.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { faultAt } from "#ui/refusals.ts";
import { useSession } from "#ui/session.ts";
import { useWords } from "#ui/words.tsx";
import { type LeadShape, qualifyLeadRoute } from "../api.ts";
import { Panel } from "./ContactPanels.tsx";

/** What a stage may ask for that the panel asks anyway. */
const inPanel: ReadonlySet<string> = new Set(["organization", "owner", "value", "expectedCloseOn"]);

type Props = { lead: LeadShape; onDone: (deal: DealShape) => void; onClose: () => void };

/** One small panel: where the deal begins, what it may be worth, whose it is. What the stage asks for is said in place. */
export function ConvertPanel({ lead, onDone, onClose }: Props) {
  const words = useWords();
  const { t } = words;
  const { workspace, person } = useSession();
  const people = useOwners(lead.ownerId);
  const { data } = useRead(pipelinesRoute, {}, { topics: ["pipelines"] });
  const stages = (data?.pipelines ?? []).flatMap((pipeline) =>
    pipeline.stages.map((stage) => ({ ...stage, pipeline: pipeline.name })),
  );
  const [stageId, setStage] = useState("");
  const [minor, setMinor] = useState<number | null>(null);
  const [ownerId, setOwner] = useState<string>(lead.ownerId ?? person.id);
  const [closeOn, setCloseOn] = useState<string | null>(null);
  const [organization, setOrganization] = useState<Option | null>(
    lead.organizationId ? { id: lead.organizationId, label: lead.organization ?? "" } : null,
  );
  const [typed, setTyped] = useState(blankTyped);
  const { send, sending, refusal } = useWrite(qualifyLeadRoute, {
    touches: ["leads", "deals", `deal:${lead.id}`],
    onRefused: (error) => error instanceof CallRefused && error.status === 422,
  });
  const stage = stages.find(({ id }) => id === stageId) ?? stages[0];
  const beside = (stage?.requires ?? []).filter(
    (field) => !inPanel.has(field) && !(field === "contact" && lead.contactId !== null),
  );
  const fault = (at: string) => faultAt(words, refusal, `/fields/${at}`);
  const save = async () => {
    if (!stage) return;
    const deal = await send({
      params: { id: lead.id },
      body: {
        stageId: stage.id,
        fields: {
          ownerId: ownerId as never,
          organizationId: (organization?.id ?? null) as never,
          ...(minor === null ? {} : { value: { minor, currency: workspace.currency } }),
          ...(closeOn ? { expectedCloseOn: closeOn } : {}),
          ...typedFilling(beside, typed, { currency: workspace.currency, products: data?.products ?? [] }),
        },
      },
    });
    if (deal) onDone(deal);
  };
  const known = ["value", "ownerId", "organizationId", "expectedCloseOn", ...beside.map(placeOf)];
  const isSaid = !refusal || known.some((field) => fault(field));
  return (
    <Panel
      title={t("leads.convert.title", { lead: lead.contact ?? lead.name })}
      save={t("leads.convert.save")}
      sending={sending}
      onSave={save}
      onClose={onClose}
    >
      <p className="ink2">{t("leads.convert.lead")}</p>
      {!isSaid && refusal && <Problem error={refusal} />}
      <Select
        label={t("leads.convert.pipeline")}
        value={stage?.id ?? ""}
        onChange={setStage}
        choices={stages.map((one) => ({
          value: one.id as string,
          label: (data?.pipelines.length ?? 0) > 1 ? `${one.pipeline}: ${one.name}` : one.name,
        }))}
      />
      <MoneyInput
        label={t("leads.convert.value")}
        currency={workspace.currency}
        minor={minor}
        onChange={setMinor}
        error={fault("value")}
      />
      <Select
        label={t("leads.convert.owner")}
        value={ownerId}
        onChange={setOwner}
        choices={people.map(({ id, name }) => ({ value: id as string, label: name }))}
        error={fault("ownerId")}
      />
      <Combobox
        label={t("leads.convert.organization")}
        mark="organization"
        find={findOrganizations}
        value={organization}
        onChange={setOrganization}
        error={fault("organizationId")}
      />
      <DateInput
        label={t("leads.convert.close")}
        optional={!stage?.requires.includes("expectedCloseOn")}
        value={closeOn}
        onChange={setCloseOn}
        error={fault("expectedCloseOn")}
      />
      {beside.length > 0 && (
        <RequiredInputs
          fields={beside}
          typed={typed}
          currency={workspace.currency}
          fault={fault}
          onChange={(part) => setTyped((old) => ({ ...old, ...part }))}
        />
      )}
    </Panel>
  );
}
