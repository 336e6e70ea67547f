/** docs/settings.md, from the catalogue of settings. */
export function settingsPage(catalogue: Record<string, { says: string; unset: string }>): string {
  const rows = Object.entries(catalogue).map(([name, { says, unset }]) => `| \`${name}\` | ${says} | ${unset} |`);
  return `# Settings

Clinch reads its settings from the environment when it starts. One that can't be used is named in a sentence, and nothing starts.

| variable | what it sets | without it |
| --- | --- | --- |
${rows.join("\n")}
`;
}
