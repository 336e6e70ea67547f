// npm run docs: writes the pages that are made from the program.
import fs from "node:fs";
import path from "node:path";
import { readSettings, settingsCatalogue } from "#platform/settings.ts";
import { root } from "../src/boot.ts";
import { modulesFor } from "../src/modules.ts";
import { withKeysTable } from "./keysTable.ts";
import { mapOfModules } from "./mapOfModules.ts";
import { settingsPage } from "./settingsPage.ts";

const modules = modulesFor({ origin: () => "", settings: readSettings({}, root) });
const routes = modules.flatMap(({ answers = [] }) => answers).map(({ route }) => route);
const apiPage = path.join(root, "docs/api.md");

fs.writeFileSync(path.join(root, "docs/MAP.md"), mapOfModules(modules));
fs.writeFileSync(path.join(root, "docs/settings.md"), settingsPage(settingsCatalogue));
fs.writeFileSync(apiPage, withKeysTable(fs.readFileSync(apiPage, "utf8"), routes));
