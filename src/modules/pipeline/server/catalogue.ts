import type { Money } from "#lib/money.ts";
import { Refusal, refuseField } from "#lib/refusal.ts";
import type { Instant } from "#lib/time.ts";
import { defined } from "#modules/contacts/server/public.ts";
import { nameKey } from "#modules/people/person.ts";
import type { Tx } from "#platform/db/db.ts";
import { touched } from "#platform/ground.ts";
import { audit, changesBetween } from "#platform/records/audit.ts";
import type { ProductId } from "../deal.ts";
import type { Recurs } from "../line.ts";
import { isRequirable } from "../required.ts";
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
} from "./catalogueStore.ts";

type StageChange = {
  name?: string | undefined;
  probability?: number | undefined;
  rotDays?: number | null | undefined;
  requires?: string[] | undefined;
};

export async function addStage(
  tx: Tx,
  asked: StageChange & { pipelineId: PipelineId; name: string; probability: number },
): Promise<Stage> {
  const pipeline = (await readPipelines(tx)).find((one) => one.id === asked.pipelineId);
  if (!pipeline) throw refuseField("pipeline.no_such_pipeline", "/pipelineId");
  refuseTakenName(pipeline.stages, asked.name);
  refuseUnknownFields(asked.requires, "/requires");
  touched(tx, "pipelines", "deals");
  const { pipelineId, name, probability, rotDays = null, requires = [] } = asked;
  return insertStage(tx, { pipelineId, name, probability, rotDays, requires });
}

export async function changeStage(tx: Tx, id: StageId, asked: StageChange): Promise<Stage> {
  const pipeline = (await readPipelines(tx)).find((one) => one.stages.some((stage) => stage.id === id));
  const was = pipeline?.stages.find((stage) => stage.id === id);
  if (!pipeline || !was) throw new Refusal("pipeline.no_such_stage", 404);
  refuseUnknownFields(asked.requires, "/requires");
  const became: Stage = { ...was, ...defined(asked) };
  refuseTakenName(
    pipeline.stages.filter((stage) => stage.id !== id),
    became.name,
  );
  await saveStage(tx, became);
  audit(tx, "stage", id, changesBetween(was, became, ["name", "probability", "rotDays", "requires"]));
  touched(tx, "pipelines", "deals");
  return became;
}

export function refuseUnknownFields(fields: readonly string[] | undefined, pointer: string): void {
  const unknown = fields?.findIndex((field) => !isRequirable(field)) ?? -1;
  if (unknown >= 0) throw refuseField("pipeline.no_such_field", `${pointer}/${unknown}`);
}

function refuseTakenName(stages: readonly Stage[], name: string): void {
  if (stages.some((stage) => nameKey(stage.name) === nameKey(name)))
    throw refuseField("pipeline.stage_name_taken", "/name");
}

export async function addProduct(
  tx: Tx,
  asked: { name: string; series: string | null; price: Money } & ProductDefaults,
  currency: string,
): Promise<Product> {
  checkPrice(asked.price, currency);
  refuseTakenProduct(await readProducts(tx), asked.name);
  const product = sold({ taxPercent: 0, recurs: null, periods: 1, ...defined(asked) });
  const [id] = await insertProducts(tx, [product]);
  touched(tx, "pipelines");
  return { ...product, id: id!, archived: false, version: 1 };
}

/** What is sold once has one period. */
function sold<Sold extends Pick<Product, "recurs" | "periods">>(product: Sold): Sold {
  return { ...product, periods: product.recurs === null ? 1 : product.periods };
}

type ProductDefaults = {
  taxPercent?: number | undefined;
  recurs?: Recurs | null | undefined;
  periods?: number | undefined;
};

type ProductChange = {
  name?: string | undefined;
  series?: string | null | undefined;
  price?: Money | undefined;
  archived?: boolean | undefined;
} & ProductDefaults;

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
  const became: Product = sold({ ...was, ...defined(asked) });
  checkPrice(became.price, currency);
  refuseTakenProduct(
    products.filter((product) => product.id !== id),
    became.name,
  );
  await saveProduct(tx, became, now);
  audit(
    tx,
    "product",
    id,
    changesBetween(was, became, ["name", "series", "price", "archived", "taxPercent", "recurs", "periods"]),
  );
  touched(tx, "pipelines");
  return { ...became, version: was.version + 1 };
}

function checkPrice(price: Money, currency: string): void {
  if (price.currency !== currency) throw refuseField("pipeline.other_currency", "/price/currency", { currency });
  if (price.minor < 0) throw refuseField("pipeline.value_negative", "/price/minor");
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
