// npm run docs: writes the pages that are made from the program.
import fs from "node:fs";
import path from "node:path";
import { readSettings, settingsCatalogue } from "#platform/settings.ts";
import { root } from "../src/boot.ts";
import { modulesFor } from "../src/modules.ts";
import { mapOfModules } from "./mapOfModules.ts";
import { settingsPage } from "./settingsPage.ts";

fs.writeFileSync(
  path.join(root, "docs/MAP.md"),
  mapOfModules(modulesFor({ origin: () => "", settings: readSettings({}, root) })),
);
fs.writeFileSync(path.join(root, "docs/settings.md"), settingsPage(settingsCatalogue));
