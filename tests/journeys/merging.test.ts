import { test } from "node:test";
import type { Page } from "playwright-core";
import { assertAccessible, freshStage, type Stage } from "../browser.ts";
import { makeSalesTeam, signedIn } from "../salesTeam.ts";

let ray: Page;
let ids: string[];

const stage = freshStage({ fill });

async function fill(made: Stage): Promise<void> {
  await makeSalesTeam(made);
  ray = await signedIn(made, "ray");
  const post = async (url: string, data: object): Promise<string> =>
    ((await (await ray.request.post(url, { headers: { origin: made.origin }, data })).json()) as { id: string }).id;
  const acme = await post("/api/organizations", { name: "Acme", country: "US" });
  ids = [
    await post("/api/contacts", { name: "Anna Maier", email: "anna@acme.example", organizationId: acme }),
    await post("/api/contacts", {
      ...{
        name: "Anna Mayer",
        title: "Buyer",
        emails: [{ address: "a.mayer@acme.example" }, { address: "anna@acme.example" }],
      },
      addresses: [{ street: "渋谷1-2-3", city: "渋谷区", region: "東京都", postcode: "150-0002", country: "日本" }],
    }),
  ];
  await post("/api/activities", { kind: "call", subject: "Call Anna back", contactId: ids[1], done: true });
}

test("two of one person are seen on the record, compared, merged and undone", async () => {
  await ray.goto(`/contacts/${ids[0]}`);
  await ray.getByRole("heading", { name: "May be the same" }).waitFor();
  await ray.getByText("same e-mail · name differs in one letter").waitFor();
  await assertAccessible(ray);
  await ray.getByRole("link", { name: "Merge with Anna Mayer" }).click();
  await ray.getByRole("heading", { name: "Make one of Anna Maier and Anna Mayer" }).waitFor();
  await ray.getByRole("radio", { name: "Name: Anna Mayer" }).check();
  await assertAccessible(ray);
  await ray.getByRole("button", { name: "Merge", exact: true }).click();
  await ray.getByRole("heading", { name: "Anna Mayer", level: 1 }).waitFor();
  await ray.getByText("Call Anna back").waitFor();
  await ray.getByRole("link", { name: "a.mayer@acme.example" }).waitFor();
  await ray.goto(`/contacts/${ids[1]}`);
  await ray.waitForURL(`**/contacts/${ids[0]}`);
  await ray.getByRole("button", { name: "Undo the merge with Anna Mayer" }).click();
  await ray.getByText("They are two again").waitFor();
  await ray.getByRole("heading", { name: "Anna Maier", level: 1 }).waitFor();
  await ray.goto(`/contacts/${ids[1]}`);
  await ray.getByText("Call Anna back").waitFor();
});

test("e-mails and numbers are rows that are edited in place; a new employer keeps the old one", async () => {
  await ray.goto(`/contacts/${ids[0]}`);
  await ray.getByRole("button", { name: "Edit", exact: true }).click();
  await ray.getByRole("button", { name: "Add to Telephones" }).click();
  await ray.locator(".reach-edit").getByRole("textbox", { name: "Telephone" }).fill("+1 212 555 0187");
  await assertAccessible(ray);
  await ray.locator(".reach-edit").getByRole("button", { name: "Save" }).click();
  await ray.locator('.reach a[href="tel:+12125550187"]').waitFor();
  await ray.getByRole("button", { name: "New employer" }).click();
  await assertAccessible(ray);
  await ray.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
});

test("while a new contact is typed, who may be here already is said", async () => {
  await ray.goto("/contacts/new");
  await ray.getByRole("dialog").getByLabel("Name").fill("Anna Maier");
  await ray.getByText("May be here already").waitFor();
  await ray.getByText("same name").waitFor();
  await assertAccessible(ray);
});

test("in Japanese, on a phone, the record, the comparison and the list of duplicates are read and used", async () => {
  const page = await signedIn(stage, "ray");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.request.put("/api/session/locale", { data: { locale: "ja" }, headers: { origin: stage.origin } });
  await page.goto(`/contacts/${ids[1]}`);
  await page.getByText("〒150-0002").waitFor();
  await page.getByText("東京都渋谷区渋谷1-2-3").waitFor();
  await assertAccessible(page);
  await page.getByRole("link", { name: "Anna Maierと統合" }).click();
  await page.getByRole("heading", { name: "Anna MayerとAnna Maierを統合" }).waitFor();
  await assertAccessible(page);
  await page.goto("/duplicates");
  await page.getByRole("heading", { name: "重複", level: 1 }).waitFor();
  await page.getByText("同じメール").first().waitFor();
  await assertAccessible(page);
  await page.context().close();
});
