import { type Dimension, dimensions } from "#lib/metric.ts";
import { answerFigure, figureForPrograms, metricNamed } from "#modules/metrics/server/public.ts";
import { readWorkspace } from "#platform/workspace.ts";
import type { Started } from "../boot.ts";
import { AskedWrongly, dayAsked, parsed, saying } from "./asked.ts";
import { withGround } from "./withGround.ts";

const options = {
  from: { type: "string" },
  to: { type: "string" },
  by: { type: "string" },
  json: { type: "boolean" },
} as const;

type Told = ReturnType<typeof figureForPrograms>;

export async function metricCommand(args: string[]): Promise<void> {
  const { values, positionals } = parsed(args, options);
  const [name, more] = positionals;
  if (!name || more)
    throw new AskedWrongly("Name one metric, such as: clinch metric revenue_won --from 2017-01-01 --to 2017-12-31");
  const question = {
    from: dayAsked("--from", values.from),
    to: dayAsked("--to", values.to),
    by: dimensionAsked(values.by),
  };
  if (question.to < question.from) throw new AskedWrongly("--to is before --from.");
  const told = await withGround((started) => answered(started, name, question));
  process.stdout.write(values.json ? `${JSON.stringify(told)}\n` : table(told));
}

function dimensionAsked(text: string | undefined): Dimension | undefined {
  const by = dimensions.find((dimension) => dimension === text);
  if (text !== undefined && !by) throw new AskedWrongly(`--by is "${text}": choose ${dimensions.join(", ")}.`);
  return by;
}

async function answered(
  started: Started,
  name: string,
  asked: { from: string; to: string; by: Dimension | undefined },
): Promise<Told> {
  const { ground } = started;
  if (!ground.metrics.has(name))
    throw new AskedWrongly(`No metric is called "${name}". There are: ${[...ground.metrics.keys()].join(", ")}.`);
  const workspace = await readWorkspace(ground.db);
  if (!workspace)
    throw new AskedWrongly("The workspace is not set up yet: run clinch import, clinch sample or npm start first.");
  const asking = { db: ground.db, ground, workspace, today: ground.clock.today(workspace.zone) };
  const question = { ...asked, metric: metricNamed(ground, name), scope: { kind: "company" } as const };
  return figureForPrograms(await saying(started, () => answerFigure(asking, question)));
}

function table({ metric, unit, currency, total, rows }: Told): string {
  const money = currency && new Intl.NumberFormat("en-US", { style: "currency", currency });
  const share = new Intl.NumberFormat("en-US", { style: "percent", maximumFractionDigits: 2 });
  const plain = new Intl.NumberFormat("en-US", { maximumFractionDigits: 2 });
  const shown = (value: number | null) =>
    value === null
      ? "undefined"
      : money
        ? money.format(value)
        : unit === "share"
          ? share.format(value)
          : plain.format(value);
  const lines = [...rows.map(({ key, value }) => [key ?? "(none)", shown(value)]), [metric, shown(total)]];
  const [wide, far] = [0, 1].map((at) => Math.max(...lines.map((line) => line[at]!.length))) as [number, number];
  return `${lines.map(([key = "", value = ""]) => `${key.padEnd(wide)}  ${value.padStart(far)}`).join("\n")}\n`;
}
