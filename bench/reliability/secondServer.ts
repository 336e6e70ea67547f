import { startServer } from "#tests/serverProcess.ts";
import { type Case, inFolder, seconds } from "./case.ts";

export const secondServer: Case = {
  name: "second",
  title: "second server on one data folder",
  goal: "refused within 2 s, the other's pid named, data unhurt",
  run: () =>
    inFolder("second", async (data) => {
      const env = { CLINCH_DATA: data, LOG_LEVEL: "silent", DATABASE_URL: "" };
      const first = await startServer(env);
      const begun = performance.now();
      const told = await startServer(env).then(
        () => "it was let in",
        (error: Error) => error.message,
      );
      const ms = performance.now() - begun;
      const isNamed = told.includes(`process ${first.child.pid}`);
      const isWell = (await fetch(`${first.origin}/readyz`)).ok;
      await first.kill("SIGTERM");
      return {
        figure: `refused after ${seconds(ms)}, ${isNamed ? "naming" : "not naming"} the first; the first answers`,
        held: isNamed && isWell && ms <= 2000,
      };
    }),
};
