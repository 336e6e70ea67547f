import fs from "node:fs";
import path from "node:path";
import { z } from "zod";

const manifest = fs.readFileSync(path.resolve(import.meta.dirname, "../../package.json"), "utf8");

/** The version of this program, as its releases are named. */
export const clinchVersion: string = z.object({ version: z.string() }).parse(JSON.parse(manifest)).version;
