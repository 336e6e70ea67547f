import type { Ground } from "../ground.ts";
import type { Identified } from "./app.ts";

/** What follows a topic's colon is whose it is: `deal:<id>`. Without one the topic is of a whole kind and says nothing of any record. */
const ofRecord = /^([a-z_]+):([0-9a-f-]{36})$/;

/**
 * The topics that somebody may follow: of records, those they may read now. Of any other only that something happened can be learnt, and so
 * they are left out as if there were none. A topic that is neither is nobody's to follow.
 */
export async function followable(
  { db, records }: Ground,
  { actor, workspace }: Identified,
  topics: readonly string[],
): Promise<string[]> {
  const ids = Map.groupBy(
    topics.filter((topic) => ofRecord.test(topic)),
    (topic) => topic.slice(0, topic.indexOf(":")),
  );
  const readable = new Set<string>();
  for (const [kind, some] of ids) {
    const bare = some.map((topic) => topic.slice(kind.length + 1));
    const read = records.get(kind)?.readable;
    for (const id of read ? await read(db, actor, workspace, bare) : []) readable.add(`${kind}:${id}`);
  }
  return topics.filter((topic) => (topic.includes(":") ? readable.has(topic) : true));
}
