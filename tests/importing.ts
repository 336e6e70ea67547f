import assert from "node:assert/strict";
import { dryRunRoute, importRoute, startImportRoute, undoImportRoute } from "#modules/imports/api.ts";
import type { ImportId } from "#modules/imports/importRun.ts";
import { runImport } from "#modules/imports/server/runImport.ts";
import { runUndo } from "#modules/imports/server/undoImport.ts";
import type { Company, Who } from "./company.ts";

/** A file from its upload to its undo, as an admin takes it in unless said; the jobs run at once. */
export function importing(company: Company) {
  return {
    async upload(name: string, text: string, who: Who = "admin") {
      const response = await company.app.inject({
        method: "POST",
        url: `/api/imports?name=${name}`,
        headers: { cookie: company.cookie(who), "content-type": "application/octet-stream" },
        payload: Buffer.from(text),
      });
      assert.equal(response.statusCode, 201, response.body);
      return importRoute.answer.parse(response.json());
    },
    planOf: async (id: ImportId, who: Who = "admin") => (await company.ask(who, dryRunRoute, { params: { id } })).body,
    async take(id: ImportId) {
      assert.equal((await company.ask("admin", startImportRoute, { params: { id } })).status, 202);
      await runImport(company.ground, id);
    },
    async takeBack(id: ImportId) {
      assert.equal((await company.ask("admin", undoImportRoute, { params: { id } })).status, 202);
      await runUndo(company.ground, id);
    },
  };
}
