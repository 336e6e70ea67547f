import { newId } from "#lib/id.ts";
import type { Instant } from "#lib/time.ts";
import type { Tx } from "#platform/db/db.ts";
import { insertField, readFields } from "./store.ts";

/** What a workspace begins with: labels on what it sells and to whom, to be changed like any field of its own. */
const first = {
  en: {
    label: "Labels",
    deal: ["Hot", "Warm", "Cold"],
    organization: ["Customer", "Partner", "Competitor"],
    contact: ["Decides", "Uses it", "Press"],
  },
  ja: {
    label: "ラベル",
    deal: ["ホット", "ウォーム", "コールド"],
    organization: ["顧客", "パートナー", "競合"],
    contact: ["決裁者", "利用者", "報道"],
  },
};

export async function startLabels(tx: Tx, locale: string, now: Instant): Promise<void> {
  if ((await readFields(tx)).length > 0) return;
  const { label, ...kinds } = locale.startsWith("ja") ? first.ja : first.en;
  for (const record of ["deal", "organization", "contact"] as const)
    await insertField(
      tx,
      {
        ...{ id: newId<"field">(), record, key: "labels", label, type: "choices", formula: null, position: 0 },
        choices: kinds[record].map((name) => ({ id: newId(), label: name, archived: false })),
      },
      now,
    );
}
