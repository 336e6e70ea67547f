type Operation = {
  summary?: string;
  operationId?: string;
  parameters?: { name: string; in: string; required?: boolean }[];
  requestBody?: unknown;
  responses?: Record<string, unknown>;
};
type Description = { info: { title: string; description?: string }; paths?: Record<string, Record<string, Operation>> };

/** The API as one readable page without a script: every path, what it takes, what it answers. */
export function docsPage(description: object): string {
  const { info, paths = {} } = description as Description;
  const sections = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => operationPart(path, method, operation)),
  );
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(info.title)} API</title>
<link rel="stylesheet" href="/api/docs.css"></head>
<body><main><h1>${escaped(info.title)} API</h1>
<p>${escaped(info.description ?? "")} As OpenAPI 3.1: <a href="/api/openapi.json">/api/openapi.json</a>. A refusal is problem+json (RFC 9457) with a stable <code>code</code>.</p>
${sections.join("\n")}</main></body></html>`;
}

/** Its style sheet, an answer of its own: the policy of content allows none inside a page. */
export const docsStyle = `body{font:15px/1.5 system-ui,sans-serif;margin:0;color:#1b1c1a;background:#fbfbfa}main{max-width:860px;margin:0 auto;padding:32px 24px}
section{border-top:1px solid #e6e5e1;padding:16px 0}h1{margin:0 0 8px}h2{font-size:16px;margin:0}code,pre{font:13px/1.5 ui-monospace,monospace}
.m{display:inline-block;min-width:56px;font-weight:600;color:#0f766e}pre{background:#f4f4f2;border-radius:8px;padding:12px;overflow:auto;max-height:320px}summary{cursor:pointer}
@media(prefers-color-scheme:dark){body{color:#ecedea;background:#141514}section{border-color:#2c2e2c}pre{background:#1b1c1b}.m{color:#5eead4}a{color:#5eead4}}`;

function operationPart(path: string, method: string, operation: Operation): string {
  const parameters = (operation.parameters ?? []).map(
    (one) => `<code>${escaped(one.name)}</code> (${one.in}${one.required ? ", required" : ""})`,
  );
  const answer = Object.entries(operation.responses ?? {}).find(([status]) => status.startsWith("2"));
  return `<section id="${escaped(operation.operationId ?? path)}"><h2><span class="m">${method.toUpperCase()}</span> <code>${escaped(path)}</code></h2>
<p>${escaped(operation.summary ?? "")}</p>
${parameters.length > 0 ? `<p>Takes ${parameters.join(", ")}.</p>` : ""}
${operation.requestBody ? folded("Body", operation.requestBody) : ""}
${answer ? folded(`Answer ${answer[0]}`, answer[1]) : ""}</section>`;
}

function folded(title: string, value: unknown): string {
  return `<details><summary>${escaped(title)}</summary><pre>${escaped(JSON.stringify(value, null, 1))}</pre></details>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
