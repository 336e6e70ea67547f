import { type Instant, instant } from "#lib/time.ts";
import { replay } from "#platform/events/emit.ts";
import { AskedWrongly, parsed } from "./asked.ts";
import { withGround } from "./withGround.ts";

export async function replayCommand(args: string[]): Promise<void> {
  const { values, positionals } = parsed(args, { since: { type: "string" } } as const);
  const [listener, more] = positionals;
  if (more) throw new AskedWrongly("Name one listener at a time.");
  const since = listener ? sinceAsked(values.since) : "";
  await withGround(async ({ ground }) => {
    const known = [...ground.listeners.values()].flat();
    if (!known.some(({ name }) => name === listener)) {
      const names = known.map(({ name, event }) => `  ${name} (to ${event})`).join("\n");
      if (listener) throw new AskedWrongly(`No listener is called "${listener}". There are:\n${names}`);
      return void process.stdout.write(`${names}\n`);
    }
    const count = await ground.transact((tx) => replay(tx, listener!, since));
    process.stdout.write(
      `${count} events are queued for ${listener}; the running server, or its next start, delivers them.\n`,
    );
  });
}

function sinceAsked(text: string | undefined): Instant {
  try {
    return instant(text ?? "");
  } catch {
    throw new AskedWrongly("--since is an instant with its zone, such as 2026-11-23T00:00:00Z.");
  }
}
