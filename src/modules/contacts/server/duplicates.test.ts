import assert from "node:assert/strict";
import { test } from "node:test";
import { freshCompany, type Who } from "../../../../tests/company.ts";
import {
  addContactRoute,
  addOrganizationRoute,
  contactDuplicatesRoute,
  contactRoute,
  deleteContactRoute,
  duplicateHintsRoute,
  duplicatesRoute,
  tellApartRoute,
} from "../api.ts";
import { findPairs } from "./duplicates.ts";

const company = freshCompany({ workspace: { zone: "Asia/Tokyo", locale: "ja" } });
const contact = async (who: Who, body: { name: string; [field: string]: unknown }) =>
  (await company.ask(who, addContactRoute, { body: body as never })).body.id;
const typed = async (who: Who, body: object) =>
  (await company.ask(who, duplicateHintsRoute, { body: { kind: "contact", ...body } as never })).body.hints;
const pairs = async (who: Who) =>
  (await company.ask(who, duplicatesRoute, { query: {} })).body.pairs.map(({ one, other }) =>
    [one.name, other.name].toSorted(),
  );

test("while one types, those who may be here already come, and why: a slip in the name, a number in another form, a reading", async () => {
  await contact("rep", { name: "Katherine Johnson" });
  await contact("rep", { name: "山田 太郎", reading: "ヤマダ タロウ", phones: [{ number: "03-1234-5678" }] });
  const [slip] = await typed("rep", { name: "Katherine Jonson" });
  assert.deepEqual([slip?.name, slip?.reasons], ["Katherine Johnson", ["one_slip"]]);
  const [reading] = await typed("rep", { name: "山田 太朗", reading: "やまだ たろう" });
  assert.deepEqual([reading?.name, reading?.reasons], ["山田 太郎", ["same_reading"]]);
  const [phone] = await typed("rep", { name: "Yamada", reading: "ヤマダタロウ", phones: ["+81 3 1234 5678"] });
  assert.deepEqual(phone?.reasons, ["same_phone", "same_reading"]);
  assert.deepEqual(await typed("rep", { name: "Somebody Else" }), []);
});

test("no hint, pair or count tells of a record that one can't read", async () => {
  const own = await contact("rep", { name: "Olga Petrova", email: "olga@x.example" });
  await contact("otherRep", { name: "Olga Petrova", email: "olga@x.example" });
  const hints = (who: Who) => company.ask(who, contactDuplicatesRoute, { params: { id: own } });
  assert.deepEqual((await hints("rep")).body.hints, []);
  assert.equal((await hints("admin")).body.hints.length, 1);
  assert.equal((await hints("otherRep")).status, 404);
  assert.deepEqual(
    await typed("rep", { name: "Olga Petrova", emails: ["OLGA@x.example"] }).then((all) => all.map(({ id }) => id)),
    [own],
  );
  await findPairs(company.ground);
  assert.ok(!(await pairs("rep")).flat().includes("Olga Petrova"));
  assert.deepEqual((await pairs("admin")).filter(([one]) => one === "Olga Petrova").length, 1);
});

test("two that somebody told apart are proposed no more, and what lies in the trash is not proposed", async () => {
  const [one, other] = [await contact("rep", { name: "Hans Gruber" }), await contact("rep", { name: "Hans Gruber" })];
  await findPairs(company.ground);
  const named = async () => (await pairs("rep")).filter(([name]) => name === "Hans Gruber").length;
  assert.equal(await named(), 1);
  await company.ask("rep", deleteContactRoute, { params: { id: one } });
  assert.equal(await named(), 0);
  const third = await contact("rep", { name: "Hans Gruber" });
  await findPairs(company.ground);
  assert.equal(await named(), 1);
  await company.ask("rep", tellApartRoute, { body: { kind: "contact", one: third, other } });
  await findPairs(company.ground);
  assert.equal(await named(), 0);
  const { hints } = (await company.ask("rep", contactDuplicatesRoute, { params: { id: other } })).body;
  assert.deepEqual(hints, []);
});

test("companies meet by their website and without their legal form", async () => {
  const body = { name: "株式会社アクメ", website: "https://www.acme.example" };
  await company.ask("rep", addOrganizationRoute, { body });
  const ask = async (more: object) =>
    (await company.ask("rep", duplicateHintsRoute, { body: { kind: "organization", ...more } as never })).body.hints;
  assert.deepEqual((await ask({ name: "アクメ（株）" }))[0]?.reasons, ["same_name"]);
  assert.deepEqual((await ask({ name: "アクメ", website: "acme.example" }))[0]?.reasons, ["same_host", "same_name"]);
});

test("numbers are kept as typed, shown as one dials them here, and the first of each list is the primary", async () => {
  const id = await contact("rep", {
    name: "Lists",
    phones: [{ number: "０３－１１１１－２２２２" }, { number: "+1 212 555 0187", label: "mobile" }],
  });
  const { phone, phones } = (await company.ask("rep", contactRoute, { params: { id } })).body;
  assert.equal(phone, "０３－１１１１－２２２２");
  assert.deepEqual(
    phones.map(({ shown, e164, primary }) => [shown, e164, primary]),
    [
      ["03-1111-2222", "+81311112222", true],
      ["+1 212 555 0187", "+12125550187", false],
    ],
  );
});
