// The settings of one pipeline and its stages: forms, longer than a file of rules.
import { useState } from "react";
import { fieldsRoute } from "#modules/fields/api.ts";
import { toast } from "#ui/frame/toasts.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Card, Problem } from "#ui/parts/Card.tsx";
import { Checkbox, Select, TextInput } from "#ui/parts/Field.tsx";
import { NumberInput } from "#ui/parts/FigureInputs.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { faultAt } from "#ui/refusals.ts";
import { useWords } from "#ui/words.tsx";
import {
  addPipelineRoute,
  addStageRoute,
  changePipelineRoute,
  changeStageRoute,
  orderPipelinesRoute,
  orderStagesRoute,
  removeStageRoute,
} from "../api.ts";
import { customName, requirableFields } from "../required.ts";
import { lifted } from "./DecisionRoute.tsx";
import { useFieldNames } from "./useFieldNames.ts";
import type { Catalogue, SeenPipeline } from "./usePipelines.ts";

const touches = ["pipelines", "deals"];
type Stage = SeenPipeline["stages"][number];

type Props = { pipeline: SeenPipeline; all: readonly SeenPipeline[]; at: number };

export function PipelineCard({ pipeline, all, at }: Props) {
  const { t } = useWords();
  const [editing, setEditing] = useState(false);
  const ordering = useWrite(orderPipelinesRoute, { touches });
  const ids = all.map(({ id }) => id);
  return (
    <Card
      title={t("pipeline.settings.stages", { pipeline: pipeline.name })}
      more={
        <span className="row">
          {at > 0 && (
            <Button
              small
              quiet
              icon="above"
              name={t("pipeline.settings.up", { name: pipeline.name })}
              onClick={() => void ordering.send({ body: { ids: lifted(ids, at) } })}
            />
          )}
          <Button small quiet onClick={() => setEditing(!editing)}>
            {t("pipeline.settings.edit")}
          </Button>
        </span>
      }
    >
      <p className="lead">{t("pipeline.settings.stages_lead")}</p>
      {editing && <PipelineForm pipeline={pipeline} isLast={all.length === 1} onClose={() => setEditing(false)} />}
      <ul>
        {pipeline.stages.map((stage, place) => (
          <StageLine key={stage.id} stage={stage} place={place} stages={pipeline.stages} />
        ))}
      </ul>
      <AddStage pipelineId={pipeline.id} />
    </Card>
  );
}

function PipelineForm({ pipeline, isLast, onClose }: { pipeline: SeenPipeline; isLast: boolean; onClose: () => void }) {
  const words = useWords();
  const { t } = words;
  const [name, setName] = useState(pipeline.name);
  const [winRequires, setRequires] = useState<string[]>(pipeline.winRequires);
  const { send, sending, refusal } = useWrite(changePipelineRoute, { touches, onDone: onClose });
  const params = { id: pipeline.id };
  const nameFault = faultAt(words, refusal, "/name");
  return (
    <div className="card-body form">
      <TextInput label={t("pipeline.settings.pipeline_name")} value={name} onChange={setName} error={nameFault} />
      <RequiredFields label={t("pipeline.settings.win_requires")} chosen={winRequires} onChange={setRequires} />
      {refusal && !nameFault && <Problem error={refusal} />}
      <div className="acts">
        {!isLast && (
          <Button quiet onClick={() => void send({ params, body: { archived: true } })}>
            {t("pipeline.settings.archive")}
          </Button>
        )}
        <Button onClick={onClose}>{t("pipeline.settings.cancel")}</Button>
        <Button
          primary
          disabled={sending || name.trim() === ""}
          onClick={() => void send({ params, body: { name: name.trim(), winRequires } })}
        >
          {t("pipeline.settings.save")}
        </Button>
      </div>
    </div>
  );
}

type RequiredProps = { label: string; chosen: string[]; onChange: (fields: string[]) => void };

/** What must be known before: of a deal itself, and of the fields that the workspace added. */
function RequiredFields({ label, chosen, onChange }: RequiredProps) {
  const fieldNames = useFieldNames();
  const { data } = useRead(fieldsRoute, { query: { record: "deal" } }, { topics: ["fields"] });
  const own = (data ?? []).filter(({ archived, type }) => !archived && type !== "formula");
  return (
    <fieldset className="stage-asks">
      <legend className="lbl">{label}</legend>
      {[...requirableFields, ...own.map(({ key }) => customName(key))].map((field) => (
        <Checkbox
          key={field}
          label={fieldNames([field])}
          checked={chosen.includes(field)}
          onChange={(checked) => onChange(checked ? [...chosen, field] : chosen.filter((one) => one !== field))}
        />
      ))}
    </fieldset>
  );
}

function StageLine({ stage, place, stages }: { stage: Stage; place: number; stages: readonly Stage[] }) {
  const { t, formatPercent } = useWords();
  const fieldNames = useFieldNames();
  const [open, setOpen] = useState<"edit" | "remove" | null>(null);
  const ordering = useWrite(orderStagesRoute, { touches });
  const ids = stages.map(({ id }) => id);
  const close = () => setOpen(null);
  if (open === "edit") return <StageForm stage={stage} onClose={close} />;
  if (open === "remove") return <RemoveStage stage={stage} stages={stages} onClose={close} />;
  return (
    <li className="li">
      <span className="grow cut">
        <strong>{stage.name}</strong> <span className="ink2">{formatPercent(stage.probability / 100)}</span>
        {stage.rotDays !== null && (
          <span className="xs ink2"> {t("pipeline.settings.rots_after", { count: stage.rotDays })}</span>
        )}
        {stage.requires.length > 0 && (
          <span className="xs ink2 block cut">{t("pipeline.board.asks", { fields: fieldNames(stage.requires) })}</span>
        )}
      </span>
      <Button
        small
        quiet
        icon="above"
        name={t("pipeline.settings.up", { name: stage.name })}
        disabled={place === 0}
        onClick={() => void ordering.send({ params: { id: stage.pipelineId }, body: { ids: lifted(ids, place) } })}
      />
      <Button small quiet onClick={() => setOpen("edit")}>
        {t("pipeline.settings.edit")}
      </Button>
      {stages.length > 1 && (
        <Button
          small
          quiet
          icon="x"
          name={t("pipeline.settings.take_out", { name: stage.name })}
          onClick={() => setOpen("remove")}
        />
      )}
    </li>
  );
}

function StageForm({ stage, onClose }: { stage: Stage; onClose: () => void }) {
  const words = useWords();
  const { t } = words;
  const [name, setName] = useState(stage.name);
  const [probability, setProbability] = useState<number | null>(stage.probability);
  const [rotDays, setRotDays] = useState<number | null>(stage.rotDays);
  const [requires, setRequires] = useState<string[]>(stage.requires);
  const { send, sending, mayWrite, refusal } = useWrite(changeStageRoute, {
    touches,
    onDone: () => {
      onClose();
      toast.done(t("pipeline.settings.saved"));
    },
  });
  const body = { name, probability: probability ?? 0, rotDays, requires };
  return (
    <li className="card-body form">
      <div className="two">
        <TextInput
          label={t("pipeline.settings.stage_name")}
          value={name}
          onChange={setName}
          error={faultAt(words, refusal, "/name")}
        />
        <NumberInput
          label={t("pipeline.settings.probability")}
          value={probability}
          onChange={setProbability}
          error={faultAt(words, refusal, "/probability")}
        />
        <NumberInput
          label={t("pipeline.settings.rot_days")}
          optional
          value={rotDays}
          digits={0}
          onChange={setRotDays}
          error={faultAt(words, refusal, "/rotDays")}
        />
      </div>
      <RequiredFields label={t("pipeline.settings.requires")} chosen={requires} onChange={setRequires} />
      <div className="acts">
        <Button onClick={onClose}>{t("pipeline.settings.cancel")}</Button>
        <Button
          primary
          disabled={!mayWrite || sending || name.trim() === "" || probability === null}
          onClick={() => void send({ params: { id: stage.id }, body })}
        >
          {t("pipeline.settings.save")}
        </Button>
      </div>
    </li>
  );
}

/** Names what will happen: where the stage's open deals go. */
function RemoveStage({ stage, stages, onClose }: { stage: Stage; stages: readonly Stage[]; onClose: () => void }) {
  const { t } = useWords();
  const others = stages.filter(({ id }) => id !== stage.id);
  const [into, setInto] = useState<string>(others[0]?.id ?? "");
  const { send, sending, refusal } = useWrite(removeStageRoute, { touches, onDone: onClose });
  return (
    <li className="card-body form">
      <Select
        label={t("pipeline.settings.into", { stage: stage.name })}
        choices={others.map(({ id, name }) => ({ value: id as string, label: name }))}
        value={into}
        onChange={setInto}
      />
      {refusal && <Problem error={refusal} />}
      <div className="acts">
        <Button onClick={onClose}>{t("pipeline.settings.cancel")}</Button>
        <Button
          primary
          disabled={sending}
          onClick={() => void send({ params: { id: stage.id }, body: { into: into as Stage["id"] } })}
        >
          {t("pipeline.settings.remove_stage")}
        </Button>
      </div>
    </li>
  );
}

function AddStage({ pipelineId }: { pipelineId: Stage["pipelineId"] }) {
  const words = useWords();
  const { t } = words;
  const [typed, setTyped] = useState<{ name: string; probability: number | null }>({ name: "", probability: 50 });
  const { send, sending, mayWrite, refusal } = useWrite(addStageRoute, {
    touches,
    onDone: () => setTyped({ name: "", probability: 50 }),
  });
  return (
    <div className="card-body add-line">
      <TextInput
        label={t("pipeline.settings.new_stage")}
        value={typed.name}
        onChange={(name) => setTyped({ ...typed, name })}
        error={faultAt(words, refusal, "/name")}
      />
      <NumberInput
        label={t("pipeline.settings.probability")}
        value={typed.probability}
        onChange={(probability) => setTyped({ ...typed, probability })}
        error={faultAt(words, refusal, "/probability")}
      />
      <Button
        disabled={!mayWrite || sending || typed.name.trim() === "" || typed.probability === null}
        onClick={() => void send({ body: { pipelineId, name: typed.name, probability: typed.probability ?? 0 } })}
      >
        {t("pipeline.settings.add")}
      </Button>
    </div>
  );
}

export function MorePipelines({ archived }: { archived: Catalogue["archived"] }) {
  const words = useWords();
  const { t } = words;
  const [name, setName] = useState("");
  const adding = useWrite(addPipelineRoute, { touches, onDone: () => setName("") });
  const changing = useWrite(changePipelineRoute, { touches });
  return (
    <Card title={t("pipeline.settings.more_pipelines")}>
      <ul>
        {archived.map(({ id, name: called }) => (
          <li key={id} className="li">
            <span className="grow cut ink2">{called}</span>
            <Button small quiet onClick={() => void changing.send({ params: { id }, body: { archived: false } })}>
              {t("pipeline.settings.unarchive")}
            </Button>
          </li>
        ))}
      </ul>
      <div className="card-body add-line">
        <TextInput
          label={t("pipeline.settings.new_pipeline")}
          value={name}
          onChange={setName}
          error={faultAt(words, adding.refusal, "/name")}
        />
        <Button disabled={!adding.mayWrite || name.trim() === ""} onClick={() => void adding.send({ body: { name } })}>
          {t("pipeline.settings.add")}
        </Button>
      </div>
    </Card>
  );
}
