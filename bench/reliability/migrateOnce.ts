// Brings the database of the first argument forward, in a process that may be killed midway.
import path from "node:path";
import { migrate } from "#platform/db/migrate.ts";
import { root } from "../../src/boot.ts";

process.stdout.write("begun\n");
await migrate(process.argv[2]!, path.join(root, "src"));
