import assert from "node:assert/strict";
import { test } from "node:test";
import { parseAst } from "vite";
import { bareRoutes } from "../scripts/bareRoutes.ts";

const bare = (code: string) => bareRoutes(code, parseAst(code));

test("the web has of a route its name, method, path and how much it takes, and nothing of its schemas", () => {
  const code = `import { z } from "zod";
const row = z.object({ id: z.string() }).nullable();
export const rows = row.array();
const kinds = ["a", "b"];
const list = kinds.map((kind) => kind.length);
export const seen = route({
  name: "seen",
  method: "GET",
  path: "/api/seen/{id}",
  summary: "What, with a comma, is seen.",
  params: z.object({ id: z.string() }),
  bytes: 5_000,
  answer: z.array(row),
  refusals: ["a.b"],
});
`;
  assert.equal(
    bare(code),
    `import { z } from "zod";
const row = z;
export const rows = z;
const kinds = ["a", "b"];
const list = kinds.map((kind) => kind.length);
export const seen = route({
  name: "seen",
  method: "GET",
  path: "/api/seen/{id}",
  bytes: 5_000,
  });
`,
  );
});

test("what isn't a route or a schema stays as it was written", () => {
  const code = `export const page = (row) => z.object({ rows: z.array(row) });\nexport const most = Math.max(1, 2);\nlet later;\n`;
  assert.equal(bare(code), code);
});
