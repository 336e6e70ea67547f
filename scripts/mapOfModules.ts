import type { Module } from "#platform/module.ts";

/** docs/MAP.md: every module in its order, what it owns, answers, emits, listens to and counts. */
export function mapOfModules(modules: readonly Module[]): string {
  const parts = modules.map((module, at) => {
    const lines = [
      line("Owns", module.owns),
      line(
        "Answers",
        (module.answers ?? []).map(({ route }) => `${route.method} ${route.path}`),
      ),
      line("Emits", module.emits ?? []),
      line(
        "Listens",
        (module.listens ?? []).map(({ name, event }) => `${name} (to ${event})`),
      ),
      line(
        "Jobs",
        [...(module.jobs ?? []), ...(module.nightly ?? [])].map(({ name }) => name),
      ),
      line(
        "Metrics",
        (module.metrics ?? []).map(({ name, kind, unit }) => `${name} (${kind}, ${unit})`),
      ),
      line(
        "Records",
        (module.records ?? []).map(({ kind }) => kind),
      ),
      line(
        "Exports",
        (module.exports ?? []).map(({ name }) => name),
      ),
    ];
    return `## ${at + 1}. ${module.name}\n\n${lines.filter(Boolean).join("\n")}\n`;
  });
  return `# Map of the modules\n\nWritten by \`npm run docs\` from the modules' own definitions, in their order: each may use only those above it.\n\n${parts.join("\n")}`;
}

function line(title: string, items: readonly string[]): string {
  return items.length > 0 ? `- ${title}: ${items.map((item) => `\`${item}\``).join(", ")}` : "";
}
