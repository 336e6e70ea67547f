import type { FastifyInstance } from "fastify";
import pg from "pg";
import { againstBare, inTurn, type Line, statementsOf } from "./bench.ts";

/** Each read through HTTP and the whole server, against the same statements (the session's query among them) on a bare client. */
export async function benchReads(
  app: FastifyInstance,
  url: string,
  cookie: string,
  addresses: Record<string, string>,
): Promise<Line[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const lines: Line[] = [];
  for (const [name, address] of Object.entries(addresses)) {
    const ask = async () => {
      const response = await app.inject({ method: "GET", url: address, headers: { cookie } });
      if (response.statusCode !== 200)
        throw new Error(`${address} answered ${response.statusCode}: ${response.body.slice(0, 300)}`);
    };
    await ask();
    const statements = await statementsOf(ask);
    const bare = async () => {
      for (const { text, values } of statements) await client.query(text, values);
    };
    lines.push(againstBare(name, await inTurn(60, ask, bare)));
  }
  await client.end();
  return lines;
}
