import { money } from "#lib/money.ts";
import { insertProducts, readProducts, saveProduct } from "#modules/pipeline/server/public.ts";
import type { Tx } from "#platform/db/db.ts";
import { audit, changesBetween } from "#platform/records/audit.ts";
import type { ProductRecord } from "../record.ts";
import { type Applying, created, keepKeys, type RowOf, updated } from "./applyRows.ts";
import { insertChanges } from "./store.ts";

export async function applyProducts(tx: Tx, applying: Applying, rows: readonly RowOf<ProductRecord>[]): Promise<void> {
  const { importId, author, now } = applying;
  const fresh = created(rows);
  const ids = await insertProducts(
    tx,
    fresh.map(({ record: { name, series, listPrice } }) => ({
      ...{ name, series, importId },
      price: listPrice ?? money(0, author.workspace.currency),
    })),
  );
  await keepKeys(
    tx,
    applying,
    fresh.map(({ record }, at) => ({ id: ids[at]!, record })),
  );
  const products = new Map((await readProducts(tx)).map((product) => [product.id as string, product]));
  for (const { id, record } of updated(rows)) {
    const was = products.get(id);
    if (!was) continue;
    const became = { ...was, name: record.name, series: record.series, price: record.listPrice ?? was.price };
    await saveProduct(tx, became, now);
    audit(tx, "product", id, changesBetween(was, became, ["name", "series", "price"]));
    await insertChanges(tx, importId, [{ kind: "product", id, version: was.version + 1, was }]);
    await keepKeys(tx, applying, [{ id, record }]);
  }
}
