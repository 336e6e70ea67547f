// A reporter for node's test runner: one line that names the files which take longest, so that the whole stays short.

/** @param {AsyncIterable<{ type: string, data: { file?: string, duration_ms?: number } }>} events */
export default async function* slowest(events) {
  /** @type {[file: string, seconds: number][]} */
  const files = [];
  for await (const { type, data } of events)
    if (type === "test:summary" && data.file)
      files.push([data.file.replace(`${process.cwd()}/`, ""), Math.round((data.duration_ms ?? 0) / 1000)]);
  const longest = files.toSorted(([, one], [, other]) => other - one).slice(0, 8);
  yield `slowest: ${longest.map(([file, seconds]) => `${file} ${seconds} s`).join(", ")}\n`;
}
