import type { FastifyInstance } from "fastify";
import pg from "pg";
import { newId } from "#lib/id.ts";
import { againstBare, inTurn, type Line } from "./bench.ts";

type Row = Record<string, unknown>;
type Written = { table: string; rows: Row[] };

const tables = ["deals", "deal_lines", "events", "facts", "audit", "pgboss.job"];

/** Each write through HTTP, against a bare client that writes the same rows in one transaction. */
export async function benchWrites(
  app: FastifyInstance,
  url: string,
  cookie: string,
  stages: readonly string[],
): Promise<Line[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const post = async (address: string, body: object) => {
    const response = await app.inject({ method: "POST", url: address, headers: { cookie }, payload: body });
    if (response.statusCode >= 300)
      throw new Error(`${address} answered ${response.statusCode}: ${response.body.slice(0, 300)}`);
    return response.json<{ id: string }>();
  };
  const open = () =>
    post("/api/deals", { name: "Bench", value: { minor: 100_000, currency: "USD" }, stageId: stages[0]! });
  const bareOf = async (id: string) => writer(client, await writtenWith(client, id));
  const lines: Line[] = [];

  lines.push(againstBare("open a deal", await inTurn(60, open, await bareOf((await open()).id))));

  const toMove: string[] = [];
  for (let made = 0; made < 75; made++) toMove.push((await open()).id);
  const move = () => post(`/api/deals/${toMove.pop()}/move`, { stageId: stages[1]! });
  const moved = toMove.at(-1)!;
  await move();
  lines.push(againstBare("move a deal", await inTurn(60, move, await bareOf(moved))));

  const toWin: string[] = [];
  for (let made = 0; made < 75; made++) toWin.push((await open()).id);
  const first = toWin.pop()!;
  await post(`/api/deals/${first}/win`, {});
  const bareWin = await bareOf(first);
  lines.push(againstBare("win a deal", await inTurn(60, () => post(`/api/deals/${toWin.pop()}/win`, {}), bareWin)));
  await client.end();
  return lines;
}

/** The rows that the transaction wrote which wrote this deal last. */
async function writtenWith(client: pg.Client, id: string): Promise<Written[]> {
  const written: Written[] = [];
  const { rows } = await client.query("select xmin::text as tx from deals where id = $1", [id]);
  for (const table of tables) {
    const columns = await ownColumns(client, table);
    const found = await client.query(`select ${columns} from ${table} where xmin::text = $1`, [rows[0].tx]);
    if (found.rows.length > 0) written.push({ table, rows: found.rows });
  }
  return written;
}

/** All but those that the database works out by itself. */
async function ownColumns(client: pg.Client, table: string): Promise<string> {
  const { rows } = await client.query(
    "select attname from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''",
    [table],
  );
  return rows.map(({ attname }) => `"${attname}"`).join(", ");
}

/** Writes copies of the rows under new ids, in one transaction, one statement a table. */
function writer(client: pg.Client, written: readonly Written[]) {
  return async (): Promise<void> => {
    const deal = newId();
    await client.query("begin");
    for (const { table, rows } of written) {
      const columns = Object.keys(rows[0]!);
      const values = rows.flatMap((row) => columns.map((column) => copied(table, column, row[column], deal)));
      const places = rows.map(
        (_row, at) => `(${columns.map((_column, index) => `$${at * columns.length + index + 1}`).join(", ")})`,
      );
      await client.query(
        `insert into ${table} (${columns.map((column) => `"${column}"`).join(", ")}) values ${places.join(", ")}`,
        values,
      );
    }
    await client.query("commit");
  };
}

function copied(table: string, column: string, value: unknown, deal: string): unknown {
  if (column === "id") return table === "deals" ? deal : newId();
  if (table === "deals" && column === "key") return null;
  if (column === "record_id" || column === "deal_id") return deal;
  return jsonColumns.has(column) && value !== null ? JSON.stringify(value) : value;
}

const jsonColumns = new Set(["facts", "was", "became", "data", "output"]);
