import type { Case, Measured } from "./case.ts";

export type Noted = Measured & { on: string; commit: string; load: number };

/** Lines that are shown otherwise: by a test in every run, or not yet, because what they are of isn't there. */
const others = [
  {
    title: "100 guests × 20 overlapping slots × 3 processes × 20 rounds",
    goal: "0 double bookings",
    figure: "there are no bookings yet",
    by: "",
  },
  {
    title: "malformed input on every route",
    goal: "0 answers of 5xx, none over 5 s, nothing dropped, nothing leaked",
    figure: "held in every run",
    by: "test: `tests/verbs/http.test.ts`, `tests/verbs/headers.test.ts`",
  },
  {
    title: "1 poisonous message in 1,000",
    goal: "999 done; the bad parked after 8 tries again, in view",
    figure: "held in every run",
    by: "test: `src/platform/jobs/stuck.test.ts`",
  },
  {
    title: "clock ± 1 h, both DST changes",
    goal: "no reminder twice, none missing",
    figure: "there are no reminders yet; the night's work is scheduled in the workspace's zone",
    by: "",
  },
  {
    title: "n-th query and n-th write failed on purpose, each n, 14 verbs",
    goal: "done whole or not at all",
    figure: "held in every run, on both databases",
    by: "test: `tests/verbs/faults.test.ts`",
  },
];

/** Smaller counts of these are in every run. */
const inEveryRun: Record<string, string> = {
  kill: "`tests/verbs/durability.test.ts` (10 rounds)",
  second: "`tests/verbs/durability.test.ts`",
  probes: "`tests/verbs/matrix.test.ts`",
  jobs: "`tests/verbs/processes.test.ts` (600 jobs)",
  slow: "`tests/verbs/headers.test.ts` (4 clients)",
  cut: "`tests/verbs/processes.test.ts` (12 cuts)",
  backup: "`tests/verbs/backups.test.ts`",
};

/** docs/reliability.md: each line of the promise, how it is shown, and the last figure. */
export function reliabilityPage(cases: readonly Case[], noted: Readonly<Record<string, Noted>>): string {
  const rows = cases.map(({ name, title, goal }) => {
    const one = noted[name];
    const by = [`\`npm run bench -- reliability ${name}\``, inEveryRun[name] && `test: ${inEveryRun[name]}`];
    const held = one?.held === true ? "held" : one?.held === false ? "**missed**" : "not measured";
    const figure = one ? `${one.figure}${one.why ? ` (${one.why})` : ""}` : "";
    const when = one ? `${one.on}, ${one.commit}, load ${one.load}` : "";
    return `| ${title} | ${goal} | ${figure} | ${held} | ${by.filter(Boolean).join("; ")} | ${when} |`;
  });
  const more = others.map(
    ({ title, goal, figure, by }) => `| ${title} | ${goal} | ${figure} | ${by ? "held" : "–"} | ${by} | |`,
  );
  return `# Reliability

What users can rely upon, line by line: what is promised, what was measured, and how to see it again. Written by \`npm run bench -- reliability\`
(all but the long one; \`load\` by its name) on two cores that are shared with others; it needs root on Linux for the power cut and the
full disk. \`--rounds N\` takes fewer.

| case | goal | figure | | shown by | measured |
| --- | --- | --- | --- | --- | --- |
${[...rows, ...more].join("\n")}

## How the power is cut

The data lie on an ext4 file system of their own. While eight writers write it is shut down at once, with nothing flushed (the file system's own
shutdown), then everything is killed, the file system is mounted again and the server opens it. What was only in memory is lost, as with a
plug that is pulled; a disk that lies about its own cache is not simulated.

## What the first rounds found

- A connection that was cut while a request held it ended the process; a lost listening connection came back twice for each time it was lost.
- A full disk ends PostgreSQL; nobody started it again. Now it comes back by itself when there is room.
- After a power cut the copied binaries of the database were empty files: they were renamed before they were on the disk.
- A start right after a kill took over a database that was just being stopped.
- On a PostgreSQL with LLVM every request paid 200 ms for compiling its plan.
`;
}
