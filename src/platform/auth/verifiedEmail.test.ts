import assert from "node:assert/strict";
import { test } from "node:test";
import { verifiedEmail } from "./verifiedEmail.ts";

const anybody = "https://id.example.com";
const entra = "https://login.microsoftonline.com/6babcaad-604b-40ac-a9d7-9fd97c0b779f/v2.0";
const email = "Mia@Example.com";

test("an address counts where the provider says true, and for nothing that looks like it", () => {
  assert.equal(verifiedEmail(anybody, { email, email_verified: true }), "mia@example.com");
  for (const email_verified of [false, undefined, null, "true", 1, "1", {}])
    assert.equal(verifiedEmail(anybody, { email, email_verified }), undefined, String(email_verified));
  assert.equal(verifiedEmail(anybody, { email: [email, "other@example.com"], email_verified: true }), undefined);
});

test("Entra's verified domain counts at Entra alone, and never against its own no", () => {
  assert.equal(verifiedEmail(entra, { email, xms_edov: true }), "mia@example.com");
  assert.equal(verifiedEmail(entra, { email, xms_edov: "1" }), "mia@example.com");
  assert.equal(verifiedEmail(entra, { email, xms_edov: false }), undefined);
  assert.equal(verifiedEmail(entra, { email, xms_edov: true, email_verified: false }), undefined);
  assert.equal(verifiedEmail(anybody, { email, xms_edov: true }), undefined);
  assert.equal(verifiedEmail("https://login.microsoftonline.com.evil.example/", { email, xms_edov: true }), undefined);
});
