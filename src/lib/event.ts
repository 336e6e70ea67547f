import type { ZodType, z } from "zod";

/** What a module announces: its name in past tense, the kind of record it is about, and the shape of its facts. */
export type EventKind<Facts = unknown> = {
  readonly name: string;
  readonly record: string;
  readonly facts: ZodType<Facts>;
};

/** Names an event, once, in a module's `events.ts`. Facts are by value (money, day); people by id only. */
export function eventKind<Schema extends ZodType>(
  name: string,
  record: string,
  facts: Schema,
): EventKind<z.infer<Schema>> {
  return { name, record, facts: facts as unknown as ZodType<z.infer<Schema>> };
}
