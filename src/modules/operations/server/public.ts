// What the command line may call of operations.

export { examine, type Found } from "./examine.ts";
export { exportFolder, exportZip } from "./exportEverything.ts";
export { restoreFrom } from "./restore.ts";
