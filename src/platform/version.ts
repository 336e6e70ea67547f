import manifest from "../../package.json" with { type: "json" };

/** The version of this program, as its releases are named. */
export const clinchVersion: string = manifest.version;
