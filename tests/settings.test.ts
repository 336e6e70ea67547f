import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { readSettings, SettingsRefused, settingsCatalogue } from "#platform/settings.ts";
import { settingsPage } from "../scripts/settingsPage.ts";
import { root } from "../src/boot.ts";

test("docs/settings.md lists every setting there is (npm run docs writes it)", () => {
  assert.equal(fs.readFileSync(path.join(root, "docs/settings.md"), "utf8"), settingsPage(settingsCatalogue));
});

test("a setting that can't be used is refused by its name, in a sentence", () => {
  const refused = (env: Record<string, string>) => {
    try {
      readSettings(env, "/tmp");
    } catch (error) {
      return error instanceof SettingsRefused ? error.message : "thrown otherwise";
    }
    return "taken";
  };
  assert.match(refused({ PORT: "http" }), /^PORT is "http", but it must be a whole number/);
  assert.match(refused({ PUBLIC_URL: "clinch.example.com" }), /^PUBLIC_URL is .*must be an origin/);
  assert.match(refused({ HOST: "0.0.0.0" }), /set PUBLIC_URL/);
  assert.match(refused({ DATABASE_URL: "mysql://x" }), /^DATABASE_URL/);
  assert.match(refused({ CLINCH_CLOCK: "yesterday" }), /^CLINCH_CLOCK .*with its zone/);
  assert.match(refused({ OIDC_ISSUER: "http://id.example.com" }), /^OIDC_ISSUER .*https/);
  assert.match(refused({ OIDC_ISSUER: "https://id.example.com" }), /set all three or none/);
  assert.equal(
    refused({ OIDC_ISSUER: "https://id.example.com", OIDC_CLIENT_ID: "a", OIDC_CLIENT_SECRET: "b" }),
    "taken",
  );
  assert.equal(refused({ HOST: "0.0.0.0", PUBLIC_URL: "https://clinch.example.com" }), "taken");
});
