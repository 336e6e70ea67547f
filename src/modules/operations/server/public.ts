// What the command line may call of operations.

export { exportFolder, exportZip } from "./exportEverything.ts";
export { restoreFrom } from "./restore.ts";
