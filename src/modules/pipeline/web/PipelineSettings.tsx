import { useState } from "react";
import { Settings } from "#modules/people/web/public.tsx";
import { Button } from "#ui/parts/Button.tsx";
import { Card, Problem } from "#ui/parts/Card.tsx";
import { Chip } from "#ui/parts/Chip.tsx";
import { Select, TextInput } from "#ui/parts/Field.tsx";
import { MoneyInput, NumberInput } from "#ui/parts/FigureInputs.tsx";
import { Money } from "#ui/parts/When.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { faultAt } from "#ui/refusals.ts";
import { useSession } from "#ui/session.ts";
import { useWords } from "#ui/words.tsx";
import { addProductRoute, changeProductRoute, pipelinesRoute } from "../api.ts";
import { MorePipelines, PipelineCard } from "./PipelineCard.tsx";
import { QuoteSettings } from "./QuoteSettings.tsx";
import type { Catalogue } from "./usePipelines.ts";
import { Reasons, WordListCard } from "./WordLists.tsx";

const topics = ["pipelines"];

/** Pipelines and their stages, the catalogue of products, and the lists of words that deals choose from. */
export default function PipelineSettings() {
  const { t } = useWords();
  const { data, error, again } = useRead(pipelinesRoute, {}, { topics });
  return (
    <Settings>
      {error && <Problem error={error} onAgain={again} />}
      {data?.pipelines.map((pipeline, at) => (
        <PipelineCard key={pipeline.id} pipeline={pipeline} all={data.pipelines} at={at} />
      ))}
      {data && <MorePipelines archived={data.archived} />}
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
        <>
          <Reasons kind="lost" reasons={data.reasons} />
          <Reasons kind="won" reasons={data.reasons} />
          <WordListCard list="ranks" words={data.ranks} />
          <WordListCard list="parts" words={data.parts} />
          <QuoteSettings />
        </>
      )}
    </Settings>
  );
}

type Product = Catalogue["products"][number];

function ProductLine({ product }: { product: Product }) {
  const { t } = useWords();
  const { send, mayWrite } = useWrite(changeProductRoute, { touches: topics });
  return (
    <li className="li">
      <span className="grow cut">
        <strong>{product.name}</strong> <span className="ink2">{product.series}</span>
        {product.recurs && (
          <span className="xs ink2"> {t(`pipeline.line.${product.recurs}_for`, { count: product.periods })}</span>
        )}
        {product.taxPercent > 0 && (
          <span className="xs ink2"> {t("pipeline.settings.tax", { percent: product.taxPercent })}</span>
        )}
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
  const [typed, setTyped] = useState(blankProduct);
  const { send, sending, mayWrite, refusal } = useWrite(addProductRoute, {
    touches: topics,
    onDone: () => setTyped(blankProduct),
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
      <NumberInput
        label={t("pipeline.line.tax")}
        value={typed.taxPercent}
        digits={2}
        onChange={(taxPercent) => setTyped({ ...typed, taxPercent })}
        error={faultAt(words, refusal, "/taxPercent")}
      />
      <Select
        label={t("pipeline.line.recurs")}
        choices={(["once", "monthly", "yearly"] as const).map((one) => ({
          value: one,
          label: t(`pipeline.line.${one}`),
        }))}
        value={typed.recurs}
        onChange={(recurs) => setTyped({ ...typed, recurs, periods: recurs === "once" ? 1 : typed.periods })}
      />
      {typed.recurs !== "once" && (
        <NumberInput
          label={t("pipeline.line.periods")}
          value={typed.periods}
          digits={0}
          onChange={(periods) => setTyped({ ...typed, periods })}
          error={faultAt(words, refusal, "/periods")}
        />
      )}
      <Button
        disabled={!mayWrite || sending || typed.name.trim() === "" || typed.minor === null}
        onClick={() => void send({ body: productIn(typed, currency) })}
      >
        {t("pipeline.settings.add")}
      </Button>
    </div>
  );
}

type TypedProduct = {
  name: string;
  minor: number | null;
  taxPercent: number | null;
  recurs: "once" | "monthly" | "yearly";
  periods: number | null;
};
const blankProduct: TypedProduct = { name: "", minor: null, taxPercent: 0, recurs: "once", periods: 1 };

function productIn({ name, minor, taxPercent, recurs, periods }: TypedProduct, currency: string) {
  const price = { minor: minor ?? 0, currency };
  return { name, price, taxPercent: taxPercent ?? 0, recurs: recurs === "once" ? null : recurs, periods: periods ?? 1 };
}
