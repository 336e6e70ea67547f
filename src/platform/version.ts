import fs from "node:fs";
import { z } from "zod";

const packageFile = new URL("../../package.json", import.meta.url);

/** Of the program that runs: its release, as package.json says it. */
export const clinchVersion = z
  .object({ version: z.string() })
  .parse(JSON.parse(fs.readFileSync(packageFile, "utf8"))).version;
