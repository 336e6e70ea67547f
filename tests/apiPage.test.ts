import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { readSettings } from "#platform/settings.ts";
import { leastKey, withKeysTable } from "../scripts/keysTable.ts";
import { root } from "../src/boot.ts";
import { modulesFor } from "../src/modules.ts";

const modules = modulesFor({ origin: () => "", settings: readSettings({}, root) });
const routes = modules.flatMap(({ answers = [] }) => answers).map(({ route }) => route);

test("docs/api.md says of every route which key opens it (npm run docs writes it)", () => {
  const page = fs.readFileSync(path.join(root, "docs/api.md"), "utf8");
  assert.equal(page, withKeysTable(page, routes));
});

test("no key erases, ends somebody's time here, takes out a backup or gives up what nothing brings back", () => {
  const grave = [
    ...["eraseContact", "erasePerson", "heldOfContact", "heldOfPerson", "leave", "purge"],
    ...["backUp", "backupFile", "exportEverything", "letStuckGo"],
  ];
  for (const name of grave) assert.equal(leastKey(routes.find((route) => route.name === name)!), "never", name);
});

test("what secures a sign-in is out of every key's reach, and its answers are kept nowhere", () => {
  const areas = ["sign-in", "sign-out", "password", "sessions", "security", "second-factor", "passkeys", "identity"];
  for (const area of ["api-keys", "logins", "invitations"]) areas.push(area);
  const faults = routes
    .filter(({ path: address, who }) => who !== "anyone" && areas.includes(address.split("/")[2]!))
    .filter(({ byKey, secret }) => byKey !== "never" || !secret);
  assert.deepEqual(
    faults.map(({ name }) => name),
    [],
  );
});
