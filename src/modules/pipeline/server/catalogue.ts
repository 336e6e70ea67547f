import type { Money } from "#lib/money.ts";
import { Refusal, refuseField } from "#lib/refusal.ts";
import type { Instant } from "#lib/time.ts";
import { nameKey } from "#modules/people/person.ts";
import type { Tx } from "#platform/db/db.ts";
import { touched } from "#platform/ground.ts";
import { audit, changesBetween } from "#platform/records/audit.ts";
import { checkValue, type ProductId } from "../deal.ts";
import type { PipelineId, Stage, StageId } from "../stage.ts";
import {
  insertProducts,
  insertReason,
  insertStage,
  type ListedReason,
  type Product,
  readPipelines,
  readProducts,
  readReasons,
  saveProduct,
  saveStage,
} from "./store.ts";

export async function addStage(
  tx: Tx,
  asked: { pipelineId: PipelineId; name: string; probability: number },
): Promise<Stage> {
  const pipeline = (await readPipelines(tx)).find((one) => one.id === asked.pipelineId);
  if (!pipeline) throw refuseField("pipeline.no_such_pipeline", "/pipelineId");
  refuseTakenName(pipeline.stages, asked.name);
  touched(tx, "pipelines", "deals");
  return insertStage(tx, asked);
}

export async function changeStage(
  tx: Tx,
  id: StageId,
  asked: { name?: string | undefined; probability?: number | undefined },
): Promise<Stage> {
  const pipeline = (await readPipelines(tx)).find((one) => one.stages.some((stage) => stage.id === id));
  const was = pipeline?.stages.find((stage) => stage.id === id);
  if (!pipeline || !was) throw new Refusal("pipeline.no_such_stage", 404);
  const became = { ...was, name: asked.name ?? was.name, probability: asked.probability ?? was.probability };
  refuseTakenName(
    pipeline.stages.filter((stage) => stage.id !== id),
    became.name,
  );
  await saveStage(tx, became);
  audit(tx, "stage", id, changesBetween(was, became, ["name", "probability"]));
  touched(tx, "pipelines", "deals");
  return became;
}

function refuseTakenName(stages: readonly Stage[], name: string): void {
  if (stages.some((stage) => nameKey(stage.name) === nameKey(name)))
    throw refuseField("pipeline.stage_name_taken", "/name");
}

export async function addProduct(
  tx: Tx,
  asked: { name: string; series: string | null; price: Money },
  currency: string,
): Promise<Product> {
  checkPrice(asked.price, currency);
  refuseTakenProduct(await readProducts(tx), asked.name);
  const [id] = await insertProducts(tx, [asked]);
  touched(tx, "pipelines");
  return { ...asked, id: id!, archived: false, version: 1 };
}

type ProductChange = {
  name?: string | undefined;
  series?: string | null | undefined;
  price?: Money | undefined;
  archived?: boolean | undefined;
};

export async function changeProduct(
  tx: Tx,
  id: ProductId,
  asked: ProductChange,
  currency: string,
  now: Instant,
): Promise<Product> {
  const products = await readProducts(tx);
  const was = products.find((product) => product.id === id);
  if (!was) throw new Refusal("pipeline.no_such_product", 404);
  const became: Product = {
    ...was,
    name: asked.name ?? was.name,
    series: asked.series === undefined ? was.series : asked.series,
    price: asked.price ?? was.price,
    archived: asked.archived ?? was.archived,
  };
  checkPrice(became.price, currency);
  refuseTakenProduct(
    products.filter((product) => product.id !== id),
    became.name,
  );
  await saveProduct(tx, became, now);
  audit(tx, "product", id, changesBetween(was, became, ["name", "series", "price", "archived"]));
  touched(tx, "pipelines");
  return { ...became, version: was.version + 1 };
}

function checkPrice(price: Money, currency: string): void {
  checkValue(price, currency);
}

function refuseTakenProduct(products: readonly Product[], name: string): void {
  if (products.some((product) => nameKey(product.name) === nameKey(name)))
    throw refuseField("pipeline.product_name_taken", "/name");
}

export async function addReason(tx: Tx, kind: "won" | "lost", name: string): Promise<ListedReason> {
  if ((await readReasons(tx)).some((reason) => reason.kind === kind && nameKey(reason.name) === nameKey(name)))
    throw refuseField("pipeline.reason_taken", "/name");
  touched(tx, "pipelines");
  return insertReason(tx, kind, name);
}
