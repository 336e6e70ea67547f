// npm run bench -- crm [deals]: writes docs/crm-performance.md.
import fs from "node:fs";
import path from "node:path";
import { root } from "../src/boot.ts";
import { benchCrm, crmSizes } from "./crm.ts";
import { tableOf } from "./performancePage.ts";

const asked = Number(process.argv[3]);
const size =
  Number.isSafeInteger(asked) && asked > 0
    ? {
        ...crmSizes.full,
        deals: asked,
        contacts: asked,
        organizations: Math.ceil(asked / 3),
        activities: Math.ceil(asked * 6.67),
      }
    : crmSizes.full;
const lines = await benchCrm(size);
const page = `# Customer relations at size

Written by \`npm run bench -- crm\`: ${size.deals.toLocaleString("en")} deals, ${size.contacts.toLocaleString("en")} contacts, ${size.organizations.toLocaleString("en")} organizations, ${size.activities.toLocaleString("en")} activities, written by COPY and the same
each time. Each line goes through the whole server as an admin, who sees everything. Against bare: the same statements through the driver
alone, in turn, in one run. Against 9,000: the same at 9,000 deals in the same run; the limit is three times as long, or 25 ms more where
that is more. The browser's lines are of Chromium on the same machine, at 9,000 deals: a board of 2,160 open ones.

${tableOf(lines)}
`;
fs.writeFileSync(path.join(root, "docs/crm-performance.md"), page);
process.stdout.write(page);
process.exit(0);
