import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { importFolder } from "#modules/imports/server/importFolder.ts";
import { dealsRoute, pipelineFiguresRoute } from "#modules/pipeline/api.ts";
import { root } from "../../src/boot.ts";
import { freshCompany } from "../company.ts";

const company = freshCompany();
const sample = path.join(root, "src/modules/imports/sample");
const rounded = (value: number | null, digits: number) => Number((value ?? Number.NaN).toFixed(digits));

const figures = async (from: string, to: string) => {
  const answer = await company.ask("admin", pipelineFiguresRoute, { query: { from, to } });
  assert.equal(answer.status, 200, JSON.stringify(answer.problem));
  return answer.body;
};
const counted = async (query: object) =>
  (await company.ask("admin", dealsRoute, { query: { limit: 1, ...query } })).body.totals!.count;

test("velocity, cohort and value rates of the data", async () => {
  assert.ok(fs.existsSync(sample));
  await importFolder(company.ground, sample, () => {});
  const year = await figures("2017-01-01", "2017-12-31");
  assert.equal(year.open.count, 2089);
  assert.equal(rounded((year.velocityMinor ?? 0) / 100, 2), 60_146.85);
  assert.equal(rounded(year.winRate, 4), 0.6315);
  const { low, high } = year.winRateRange!;
  assert.deepEqual([rounded(low, 4), rounded(high, 4)], [0.6199, 0.643], "Wilson 1927, 95 %");
  assert.equal((await figures("2016-01-01", "2016-12-31")).winRateRange, null, "nothing closed: nothing to say");
  assert.equal(rounded(year.winRateByValue.list, 4), 0.6272);
  assert.equal(year.winRateByValue.value, 1); // every lost deal of the set is worth nothing
  assert.equal(year.open.listMinor, 4_966_215_00);
  assert.deepEqual([rounded(year.closed.cycleMean, 2), year.closed.cycleMedian], [51.78, 57]);
  assert.deepEqual([year.closed.won, year.closed.lost, year.closed.wonMinor], [4238, 2473, 10_005_534_00]);
  const third = await figures("2017-07-01", "2017-09-30");
  assert.equal(third.cohort.all, 2770);
  assert.equal(rounded(third.cohort.ofAll, 4), 0.4357);
  assert.equal(rounded(third.cohort.ofClosed, 4), 0.5999);
});

test("each rate's numbers are those of the list that it opens", async () => {
  const { closed, cohort, open, stages } = await figures("2017-07-01", "2017-09-30");
  const closedIn = { closedFrom: "2017-07-01", closedTo: "2017-09-30" };
  const openedIn = { openedFrom: "2017-07-01", openedTo: "2017-09-30" };
  assert.equal(await counted({ ...closedIn, status: "won" }), closed.won);
  assert.equal(await counted({ ...closedIn, status: "lost" }), closed.lost);
  assert.equal(await counted(openedIn), cohort.all);
  assert.equal(await counted({ status: "open" }), open.count);
  for (const { stageId, counts } of stages)
    assert.equal(await counted({ ...openedIn, reached: stageId }), counts.reached);
});
