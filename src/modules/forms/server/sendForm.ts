import type { Instant } from "#lib/time.ts";
import type { WebTouch } from "#modules/pipeline/lead.ts";
import { type Ground, lockFor, touched } from "#platform/ground.ts";
import type { Settings } from "#platform/settings.ts";
import type { Form, Written } from "../form.ts";
import { suspicions } from "../spam.ts";
import { letIn } from "./letIn.ts";
import { blurred, readStamp } from "./stamp.ts";
import { insertSubmission, recentlySent } from "./store.ts";

const leastSeconds = 3;
const mostSeconds = 24 * 3600;

export type Sending = {
  written: Written;
  stamp: string;
  trap: string;
  from: string;
  firstTouch: WebTouch | null;
  lastTouch: WebTouch | null;
  now: Instant;
};

/** Takes what was sent, once: as a lead, or held back with why. The visitor is told the same either way. */
export async function sendForm(
  ground: Ground,
  limits: Settings["formLimits"],
  form: Form,
  sending: Sending,
): Promise<void> {
  const { written, now, firstTouch, lastTouch } = sending;
  const stamp = await readStamp(ground.db, form.id, sending.stamp);
  const text = form.fields.map(({ key }) => written[key] ?? "").join("\n");
  const bodyHash = await blurred(ground.db, text.toLowerCase().replace(/\s+/g, " "));
  const addressHash = await blurred(ground.db, sending.from);
  const once = stamp?.once ?? bodyHash;
  await ground.transact(async (tx) => {
    await lockFor(tx, "form", form.id);
    const recent = await recentlySent(tx, { formId: form.id, addressHash, bodyHash }, now);
    const reasons = suspicions(
      { trap: sending.trap, ageSeconds: stamp ? secondsBetween(stamp.shownAt, now) : null, text, ...recent },
      { leastSeconds, mostSeconds, mostLinks: limits.links, perAddress: limits.perAddress, perForm: limits.perForm },
    );
    const hashes = { once, addressHash, bodyHash };
    const id = await insertSubmission(tx, {
      formId: form.id,
      at: now,
      written,
      firstTouch,
      lastTouch,
      reasons,
      ...hashes,
    });
    if (id === undefined) return;
    if (reasons.length === 0) await letIn(tx, form, { id, at: now, written, firstTouch, lastTouch });
    touched(tx, "forms");
  });
}

function secondsBetween(from: Instant, to: Instant): number {
  return Temporal.Instant.from(from).until(to).total("seconds");
}
