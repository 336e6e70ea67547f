// What the command line and later modules may call of imports.

export { type FileTold, importFolder } from "./importFolder.ts";
export { fillWithSample, isEmptyWorkspace, sampleIds, sampleLinks, sampleLogins } from "./sample.ts";
