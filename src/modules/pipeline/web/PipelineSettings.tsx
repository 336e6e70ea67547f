import { useState } from "react";
import { Settings } from "#modules/people/web/public.tsx";
import { toast } from "#ui/frame/toasts.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Card, Problem } from "#ui/parts/Card.tsx";
import { Chip } from "#ui/parts/Chip.tsx";
import { TextInput } from "#ui/parts/Field.tsx";
import { MoneyInput, NumberInput } from "#ui/parts/FigureInputs.tsx";
import { Money } from "#ui/parts/When.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { faultAt } from "#ui/refusals.ts";
import { useSession } from "#ui/session.ts";
import { useWords } from "#ui/words.tsx";
import {
  addProductRoute,
  addReasonRoute,
  addStageRoute,
  changeProductRoute,
  changeStageRoute,
  pipelinesRoute,
} from "../api.ts";
import type { ProductId } from "../deal.ts";
import type { PipelineId, StageId } from "../stage.ts";

const topics = ["pipelines"];

/** Stages with their probability, the catalogue of products, the reasons that losing asks from. */
export default function PipelineSettings() {
  const { t } = useWords();
  const { data, error, again } = useRead(pipelinesRoute, {}, { topics });
  return (
    <Settings>
      {error && <Problem error={error} onAgain={again} />}
      {data?.pipelines.map((pipeline) => (
        <Card key={pipeline.id} title={t("pipeline.settings.stages", { pipeline: pipeline.name })}>
          <p className="lead">{t("pipeline.settings.stages_lead")}</p>
          <ul>
            {pipeline.stages.map((stage) => (
              <StageLine key={stage.id} stage={stage} />
            ))}
          </ul>
          <AddStage pipelineId={pipeline.id} />
        </Card>
      ))}
      {data && (
        <Card title={t("pipeline.settings.products")}>
          <ul>
            {data.products.map((product) => (
              <ProductLine key={product.id} product={product} />
            ))}
          </ul>
          <AddProduct />
        </Card>
      )}
      {data && (
        <Card title={t("pipeline.settings.reasons")}>
          <ul>
            {data.reasons
              .filter((reason) => reason.kind === "lost")
              .map((reason) => (
                <li key={reason.id} className="li">
                  {reason.name}
                </li>
              ))}
          </ul>
          <AddReason />
        </Card>
      )}
    </Settings>
  );
}

type Stage = { id: StageId; name: string; probability: number };

function StageLine({ stage }: { stage: Stage }) {
  const words = useWords();
  const { t, formatPercent } = words;
  const [edited, setEdited] = useState<{ name: string; probability: number | null } | null>(null);
  const { send, sending, mayWrite, refusal } = useWrite(changeStageRoute, {
    touches: topics,
    onDone: () => {
      setEdited(null);
      toast.done(t("pipeline.settings.saved"));
    },
  });
  if (!edited)
    return (
      <li className="li">
        <span className="grow cut">
          <strong>{stage.name}</strong> <span className="ink2">{formatPercent(stage.probability / 100)}</span>
        </span>
        <Button small quiet onClick={() => setEdited(stage)}>
          {t("pipeline.settings.edit")}
        </Button>
      </li>
    );
  const save = () =>
    void send({ params: { id: stage.id }, body: { name: edited.name, probability: edited.probability ?? 0 } });
  return (
    <li className="card-body two">
      <TextInput
        label={t("pipeline.settings.stage_name")}
        value={edited.name}
        onChange={(name) => setEdited({ ...edited, name })}
        error={faultAt(words, refusal, "/name")}
      />
      <NumberInput
        label={t("pipeline.settings.probability")}
        value={edited.probability}
        onChange={(probability) => setEdited({ ...edited, probability })}
        error={faultAt(words, refusal, "/probability")}
      />
      <div className="acts">
        <Button onClick={() => setEdited(null)}>{t("pipeline.settings.cancel")}</Button>
        <Button
          primary
          disabled={!mayWrite || sending || edited.name.trim() === "" || edited.probability === null}
          onClick={save}
        >
          {t("pipeline.settings.save")}
        </Button>
      </div>
    </li>
  );
}

function AddStage({ pipelineId }: { pipelineId: PipelineId }) {
  const words = useWords();
  const { t } = words;
  const [typed, setTyped] = useState<{ name: string; probability: number | null }>({ name: "", probability: 50 });
  const { send, sending, mayWrite, refusal } = useWrite(addStageRoute, {
    touches: topics,
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

type Product = {
  id: ProductId;
  name: string;
  series: string | null;
  price: { minor: number; currency: string };
  archived: boolean;
};

function ProductLine({ product }: { product: Product }) {
  const { t } = useWords();
  const { send, mayWrite } = useWrite(changeProductRoute, { touches: topics });
  return (
    <li className="li">
      <span className="grow cut">
        <strong>{product.name}</strong> <span className="ink2">{product.series}</span>
      </span>
      {product.archived && <Chip>{t("pipeline.settings.archived")}</Chip>}
      <Money value={product.price} />
      <Button
        small
        quiet
        disabled={!mayWrite}
        onClick={() => void send({ params: { id: product.id }, body: { archived: !product.archived } })}
      >
        {t(product.archived ? "pipeline.settings.unarchive" : "pipeline.settings.archive")}
      </Button>
    </li>
  );
}

function AddProduct() {
  const words = useWords();
  const { t } = words;
  const { currency } = useSession().workspace;
  const [typed, setTyped] = useState<{ name: string; minor: number | null }>({ name: "", minor: null });
  const { send, sending, mayWrite, refusal } = useWrite(addProductRoute, {
    touches: topics,
    onDone: () => setTyped({ name: "", minor: null }),
  });
  return (
    <div className="card-body add-line">
      <TextInput
        label={t("pipeline.settings.new_product")}
        value={typed.name}
        onChange={(name) => setTyped({ ...typed, name })}
        error={faultAt(words, refusal, "/name")}
      />
      <MoneyInput
        label={t("pipeline.settings.list_price")}
        minor={typed.minor}
        currency={currency}
        onChange={(minor) => setTyped({ ...typed, minor })}
        error={faultAt(words, refusal, "/price/minor")}
      />
      <Button
        disabled={!mayWrite || sending || typed.name.trim() === "" || typed.minor === null}
        onClick={() => void send({ body: { name: typed.name, price: { minor: typed.minor ?? 0, currency } } })}
      >
        {t("pipeline.settings.add")}
      </Button>
    </div>
  );
}

function AddReason() {
  const words = useWords();
  const { t } = words;
  const [name, setName] = useState("");
  const { send, sending, mayWrite, refusal } = useWrite(addReasonRoute, { touches: topics, onDone: () => setName("") });
  return (
    <div className="card-body add-line">
      <TextInput
        label={t("pipeline.settings.new_reason")}
        value={name}
        onChange={setName}
        error={faultAt(words, refusal, "/name")}
      />
      <Button
        disabled={!mayWrite || sending || name.trim() === ""}
        onClick={() => void send({ body: { kind: "lost", name } })}
      >
        {t("pipeline.settings.add")}
      </Button>
    </div>
  );
}
