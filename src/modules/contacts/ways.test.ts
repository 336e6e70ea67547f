import assert from "node:assert/strict";
import { test } from "node:test";
import { addressLines } from "./addressLines.ts";
import { countryOf, countryOfZone } from "./countryOf.ts";
import { phoneKey, phoneShown } from "./server/phoneNumber.ts";
import { emailKey, hostOf, noWays, waysAfter } from "./ways.ts";

const email = (address: string) => ({ address, label: null });
const shibuya = {
  label: null,
  street: "渋谷1-2-3",
  city: "渋谷区",
  region: "東京都",
  postcode: "150-0002",
  country: "日本",
};
const boston = {
  label: null,
  street: "1 Main St\nSuite 4",
  city: "Boston",
  region: "MA",
  postcode: "02110",
  country: "US",
};
const berlin = {
  label: null,
  street: "Hauptstr. 5",
  city: "Berlin",
  region: null,
  postcode: "10115",
  country: "Germany",
};

test("an address is written in its country's order, and its country is named to readers elsewhere", () => {
  assert.deepEqual(addressLines(shibuya, "JP"), ["〒150-0002", "東京都渋谷区渋谷1-2-3"]);
  assert.deepEqual(addressLines({ ...shibuya, postcode: "〒150-0002" }, "US"), [
    "〒150-0002",
    "東京都渋谷区渋谷1-2-3",
    "日本",
  ]);
  assert.deepEqual(addressLines(boston, "US"), ["1 Main St", "Suite 4", "Boston, MA 02110"]);
  assert.deepEqual(addressLines(berlin, "JP"), ["Hauptstr. 5", "10115 Berlin", "Germany"]);
});

test("a number is read as one dials it at home, in full-width digits too, and shown with its country's code abroad", () => {
  assert.equal(phoneKey("０３－１２３４－５６７８", "JP"), "+81312345678");
  assert.equal(phoneKey("(212) 555-0187", "US"), "+12125550187");
  assert.equal(phoneKey("ask at the desk", "US"), null);
  assert.equal(phoneShown("+81312345678", "JP"), "03-1234-5678");
  assert.equal(phoneShown("+81312345678", "US"), "+81 3 1234 5678");
  assert.equal(phoneShown("ext. 12", "US"), "ext. 12");
});

test("a country is known by its code, and by its name in several languages; a zone's is the one it lies in", () => {
  assert.deepEqual(["JP", "日本", "Deutschland", "usa", "Atlantis"].map(countryOf), ["JP", "JP", "DE", "US", null]);
  assert.equal(countryOfZone("Asia/Tokyo", "en"), "JP");
  assert.equal(countryOfZone("Europe/Berlin", "de"), "DE");
  assert.equal(countryOfZone("UTC", "en"), null);
});

test("two spellings of one mailbox are one: case, and a host with letters of its own", () => {
  assert.equal(emailKey("Info@BÜCHER.example"), emailKey("info@xn--bcher-kva.example"));
  assert.equal(hostOf("https://www.acme.example/shop"), "acme.example");
});

test("an e-mail said alone takes the first place, and the others stay; said as a list, the list is the whole", () => {
  const was = waysAfter(noWays, { emails: [email("a@x.example"), email("b@x.example")] });
  assert.equal(was.email, "a@x.example");
  assert.deepEqual(
    waysAfter(was, { email: "c@x.example" }).emails.map(({ address }) => address),
    ["c@x.example", "b@x.example"],
  );
  assert.equal(waysAfter(was, { email: null }).email, "b@x.example");
  assert.deepEqual(waysAfter(was, { emails: [] }).emails, []);
  assert.equal(waysAfter(was, { emails: [email("A@x.example"), email("a@X.example")] }).emails.length, 1);
});
