import assert from "node:assert/strict";
import { test } from "node:test";
import { addActivityRoute } from "#modules/activities/api.ts";
import { addContactRoute, addOrganizationRoute } from "#modules/contacts/api.ts";
import { openDealRoute } from "#modules/pipeline/api.ts";
import { freshCompany, type Who } from "#tests/company.ts";
import { openedRoute, searchRoute } from "../api.ts";

const company = freshCompany();

async function hits(who: Who, q: string, kind: string): Promise<string[]> {
  const { body } = await company.ask(who, searchRoute, { query: { q } });
  return body.groups.find((group) => group.kind === kind)?.hits.map((hit) => hit.title) ?? [];
}
const contact = async (who: Who, body: { name: string; [field: string]: unknown }) =>
  (await company.ask(who, addContactRoute, { body })).body;
const organization = async (who: Who, name: string) =>
  (await company.ask(who, addOrganizationRoute, { body: { name } })).body;

test("accents, case, width and the two kana are no matter, and a part of a name is enough", async () => {
  await contact("rep", { name: "Søren Jürgensen" });
  await contact("rep", { name: "高橋 健二", reading: "たかはし けんじ" });
  await organization("rep", "株式会社アオイ商事");
  await organization("rep", "Café Straße GmbH");
  assert.deepEqual(await hits("rep", "jurgen", "contact"), ["Søren Jürgensen"]);
  assert.deepEqual(await hits("rep", "ＪＵＲＧＥＮ", "contact"), ["Søren Jürgensen"]);
  assert.deepEqual(await hits("rep", "タカハシ", "contact"), ["高橋 健二"]);
  assert.deepEqual(await hits("rep", "ﾀｶﾊｼ", "contact"), ["高橋 健二"]);
  assert.deepEqual(await hits("rep", "橋 健", "contact"), ["高橋 健二"]);
  assert.deepEqual(await hits("rep", "あおい", "organization"), ["株式会社アオイ商事"]);
  assert.deepEqual(await hits("rep", "商事", "organization"), ["株式会社アオイ商事"]);
  assert.deepEqual(await hits("rep", "cafe strasse", "organization"), ["Café Straße GmbH"]);
});

test("an address and the digits of a number find whose they are", async () => {
  const phones = [{ number: "+81 3-1234-5678" }, { number: "+1 415 555 0142" }];
  await contact("rep", {
    name: "Nina Numbers",
    emails: [{ address: "nina@first.example" }, { address: "second@other.example" }],
    phones,
  });
  assert.deepEqual(await hits("rep", "second@other", "contact"), ["Nina Numbers"]);
  assert.deepEqual(await hits("rep", "5550142", "contact"), ["Nina Numbers"]);
  assert.deepEqual(await hits("rep", "03-1234", "contact"), ["Nina Numbers"]);
});

test("a slip of the finger finds what was meant, and what is typed right isn't buried under what is alike", async () => {
  await organization("rep", "Zencorporation");
  await organization("rep", "Zenith");
  assert.deepEqual(await hits("rep", "zencorpration", "organization"), ["Zencorporation"]);
  assert.deepEqual(await hits("rep", "zenith", "organization"), ["Zenith"]);
  assert.deepEqual(await hits("rep", "qqqqqq", "organization"), []);
  await contact("rep", { name: "Zencorpration Fan" });
  assert.deepEqual(await hits("rep", "zencorpration", "contact"), ["Zencorpration Fan"]);
  assert.deepEqual(await hits("rep", "zencorpration", "organization"), [], "somebody bears the words as they stand");
});

test("signs of a pattern stand for themselves", async () => {
  await organization("rep", "100% Wood_Works");
  assert.deepEqual(await hits("rep", "100% wood_", "organization"), ["100% Wood_Works"]);
  assert.deepEqual(await hits("rep", "%", "organization"), ["100% Wood_Works"]);
});

test("a deal is found by its organization too, a note by its words, and only by who may read them", async () => {
  const { id: organizationId } = await organization("otherRep", "Hidden Harbour");
  const { body: deal } = await company.ask("otherRep", openDealRoute, {
    body: { name: "Crane", organizationId, value: { minor: 100, currency: "USD" } },
  });
  await company.ask("otherRep", addActivityRoute, {
    body: { kind: "note", subject: "They fear the tariffs", dealId: deal.id },
  });
  assert.deepEqual(await hits("otherRep", "harbour", "deal"), ["Crane"]);
  assert.deepEqual(await hits("otherRep", "tariff", "activity"), ["They fear the tariffs"]);
  assert.deepEqual(await hits("rep", "harbour", "deal"), []);
  assert.deepEqual(await hits("rep", "tariff", "activity"), []);
});

test("what somebody opens often comes first for them, and for nobody else", async () => {
  await organization("rep", "Alike One");
  const { id } = await organization("rep", "Alike Two");
  assert.deepEqual(await hits("rep", "alike", "organization"), ["Alike One", "Alike Two"]);
  await company.ask("rep", openedRoute, { body: { kind: "organization", id } });
  assert.deepEqual(await hits("rep", "alike", "organization"), ["Alike Two", "Alike One"]);
  assert.deepEqual(await hits("teammate", "alike", "organization"), ["Alike One", "Alike Two"]);
});
