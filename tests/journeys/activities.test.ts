import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "playwright-core";
import { assertAccessible, freshStage } from "../browser.ts";
import { makeSalesTeam, openDealAs, signedIn } from "../salesTeam.ts";

const stage = freshStage({ clock: "2018-01-03T12:00:00Z", fill: makeSalesTeam });

async function post(page: Page, path: string, data: object): Promise<{ id: string }> {
  const answer = await page.request.post(path, { headers: { origin: stage.origin }, data });
  assert.ok(answer.ok(), await answer.text());
  return (await answer.json()) as { id: string };
}

const meeting = { kind: "meeting", subject: "Demo", lengthMinutes: 60 } as const;

async function figureOf(page: Page, name: string): Promise<number> {
  const { person } = await (await page.request.get("/api/session")).json();
  const answer = await page.request.get(`/api/metrics/${name}?from=2018-01-01&to=2018-01-31&person=${person.id}`);
  return (await answer.json()).total;
}

test("a comment that mentions somebody reaches their bell live, and opens the record", async () => {
  const ray = await signedIn(stage, "ray");
  const mia = await signedIn(stage, "mia");
  const deal = await openDealAs(ray, stage, "Konex roll-out", 31_152_00);
  await mia.goto("/pipeline");
  await mia.getByRole("button", { name: "Notifications, none unread" }).waitFor();
  await ray.goto(`/deals/${deal}`);
  await ray.getByRole("tab", { name: /^Comment/ }).click();
  const words = ray.getByRole("combobox", { name: "For colleagues. @ mentions somebody" });
  await words.fill("Net 45 is fine, ");
  await words.press("End");
  await words.pressSequentially("@Mi");
  await ray.getByRole("option", { name: "Mia Manager" }).waitFor();
  await words.press("Enter");
  await words.pressSequentially("may I offer it?");
  await words.press("Control+Enter");
  await ray.locator(".tl .body").getByText("Net 45 is fine, @Mia Manager may I offer it?").waitFor();
  await assertAccessible(ray);
  await mia.getByRole("button", { name: "Notifications, 1 unread" }).click();
  await mia.getByText("Ray Rep mentioned you on Konex roll-out").waitFor();
  await assertAccessible(mia);
  await mia.getByText("Ray Rep mentioned you on Konex roll-out").click();
  await mia.waitForURL(`**/deals/${deal}`);
  await mia.getByRole("button", { name: "Notifications, none unread" }).waitFor();
});

test("a meeting's no-show, said by one press on Today, moves the figure; put right, it moves back", async () => {
  const ray = await signedIn(stage, "ray");
  const dealId = await openDealAs(ray, stage, "Silis", 100_00);
  await post(ray, "/api/activities", { ...meeting, dealId, dueAt: "2018-01-03T09:00:00.000Z" });
  await ray.goto("/");
  await ray.getByRole("group", { name: "How “Demo” went" }).getByRole("button", { name: "No-show" }).click();
  await ray.getByText("Demo: no-show").waitFor();
  assert.equal(await figureOf(ray, "no_shows"), 1);
  await ray.goto(`/deals/${dealId}`);
  await ray.getByRole("button", { name: "Correct how “Demo” went" }).click();
  await ray.getByRole("group", { name: "How “Demo” went" }).getByRole("button", { name: "Held" }).click();
  await ray.getByText("Demo: held").waitFor();
  assert.deepEqual([await figureOf(ray, "no_shows"), await figureOf(ray, "meetings_held")], [0, 1]);
});

test("closing an activity plans the next in one form", async () => {
  const ray = await signedIn(stage, "ray");
  const dealId = await openDealAs(ray, stage, "Zencorporation", 100_00);
  await post(ray, "/api/activities", { kind: "call", subject: "Ring", dealId, dueAt: "2018-01-03T11:00:00.000Z" });
  await ray.goto(`/deals/${dealId}`);
  await ray.locator(".nx").getByRole("button", { name: "Done" }).click();
  const form = ray.getByRole("form", { name: "Close “Ring”" });
  await form.getByLabel("What comes next?").fill("Send the quote");
  await form.getByRole("button", { name: "Done, and plan" }).click();
  await ray.locator(".nx").getByText("Send the quote").waitFor();
});

test("what stands on the week is dragged to another hour and day, by pointer and by keys", async () => {
  const ray = await signedIn(stage, "ray");
  const dealId = await openDealAs(ray, stage, "Umbrella", 100_00);
  const { id } = await post(ray, "/api/activities", {
    ...meeting,
    subject: "Review",
    dealId,
    dueAt: "2018-01-03T14:00:00.000Z",
  });
  const dueAt = async () => (await (await ray.request.get(`/api/activities/${id}`)).json()).dueAt;
  await ray.goto("/calendar");
  const block = ray.getByRole("button", { name: /^Review/ });
  const box = (await block.boundingBox())!;
  const column = (await ray.locator(".cal-col").first().boundingBox())!;
  await ray.mouse.move(box.x + 20, box.y + 10);
  await ray.mouse.down();
  await ray.mouse.move(box.x + 20 + column.width, box.y + 10 + 48, { steps: 8 });
  await ray.mouse.up();
  await ray.getByText("Review: 4 Jan, 15:00").waitFor();
  assert.equal(await dueAt(), "2018-01-04T15:00:00.000Z");
  await ray.getByRole("button", { name: /^Review.*4 Jan, 15:00/ }).press("ArrowUp");
  await ray.getByText("Review: 4 Jan, 14:45").waitFor();
  assert.equal(await dueAt(), "2018-01-04T14:45:00.000Z");
  await assertAccessible(ray);
});

test("a file is dropped on a deal, and one that would run is refused with a sentence", async () => {
  const ray = await signedIn(stage, "ray");
  const deal = await openDealAs(ray, stage, "Files", 100_00);
  await ray.goto(`/deals/${deal}`);
  const input = ray.locator('.attached input[type="file"]');
  await input.setInputFiles({ name: "terms.txt", mimeType: "text/plain", buffer: Buffer.from("Net 45") });
  await ray.getByRole("link", { name: "terms.txt" }).waitFor();
  await input.setInputFiles({ name: "page.txt", mimeType: "text/plain", buffer: Buffer.from("<script>1</script>") });
  await ray.getByText(/“page.txt” is no kind of file that is kept here/).waitFor();
});

test("the same in Japanese and on a phone", async () => {
  const ray = await signedIn(stage, "ray", { locale: "ja-JP" });
  await ray.request.put("/api/session/locale", { headers: { origin: stage.origin }, data: { locale: "ja" } });
  await ray.goto("/calendar");
  await ray.getByRole("button", { name: "今日" }).first().waitFor();
  await assertAccessible(ray);
  await ray.goto("/settings/notifications");
  await ray.getByText("通知の内容").or(ray.getByText("通知の内容と方法")).first().waitFor();
  await assertAccessible(ray);
  await ray.setViewportSize({ width: 390, height: 844 });
  await ray.goto("/calendar");
  await ray
    .getByRole("heading", { name: /1月3日/ })
    .first()
    .waitFor();
  await assertAccessible(ray);
});
