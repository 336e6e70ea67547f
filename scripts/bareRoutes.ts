import type { ESTree } from "vite";

/** What `call` and the queries read of a route; the rest of it is the server's. */
const kept = new Set(["name", "method", "path", "bytes"]);

type Cut = { start: number; end: number; text: string };

/**
 * A module's `api.ts` as the web needs it: of each `route({…})` its name, method and path, and in place of each schema the bare `z`, which there
 * stands for all of them (`src/ui/noSchemas.ts`). `program` is the parsed `code`, without types.
 */
export function bareRoutes(code: string, program: ESTree.Program): string {
  const schemas = new Set(["z"]);
  const cuts: Cut[] = [];
  for (const { id, init } of program.body.flatMap(declared)) {
    if (init?.type !== "CallExpression") continue;
    if (isRoute(init)) cuts.push(...cutsOf(init));
    else if (schemas.has(rootOf(init) ?? "")) {
      cuts.push({ start: init.start, end: init.end, text: "z" });
      if (id.type === "Identifier") schemas.add(id.name);
    }
  }
  return cuts.reduceRight((text, { start, end, text: put }) => text.slice(0, start) + put + text.slice(end), code);
}

function declared(statement: ESTree.Program["body"][number]): readonly ESTree.VariableDeclarator[] {
  const said = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
  return said?.type === "VariableDeclaration" ? said.declarations : [];
}

type Call = ESTree.CallExpression;

function isRoute({ callee }: Call): boolean {
  return callee.type === "Identifier" && callee.name === "route";
}

/** Each property that the web has no use for, up to the next one. */
function cutsOf({ arguments: [definition] }: Call): Cut[] {
  if (definition?.type !== "ObjectExpression") return [];
  return definition.properties.flatMap((property, at) => {
    if (property.type !== "Property" || property.key.type !== "Identifier" || kept.has(property.key.name)) return [];
    const end = definition.properties[at + 1]?.start ?? definition.end - 1;
    return [{ start: property.start, end, text: "" }];
  });
}

/** What a chain of calls and members begins with: `z` of `z.object({}).nullable()`. */
function rootOf(expression: ESTree.Expression | ESTree.Super): string | undefined {
  if (expression.type === "CallExpression") return rootOf(expression.callee);
  if (expression.type === "MemberExpression") return rootOf(expression.object);
  return expression.type === "Identifier" ? expression.name : undefined;
}
