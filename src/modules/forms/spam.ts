/** Why a submission is held back. Each is told to whoever looks at it; the visitor is told nothing. */
export const spamReasons = [
  "trap",
  "no_stamp",
  "too_fast",
  "too_old",
  "links",
  "repeated",
  "too_many",
  "form_flooded",
] as const;
export type SpamReason = (typeof spamReasons)[number];

export type SpamLimits = {
  leastSeconds: number;
  mostSeconds: number;
  mostLinks: number;
  /** From one address, and to one form, in an hour. */
  perAddress: number;
  perForm: number;
};

export type Sent = {
  /** What stands in the field that no person sees. */
  trap: string;
  /** Seconds since the form was shown; null where the stamp is missing or not ours. */
  ageSeconds: number | null;
  text: string;
  /** The same words came before, from whomever. */
  isRepeated: boolean;
  fromAddress: number;
  toForm: number;
};

/** Everything that speaks against it; nothing lets it in. */
export function suspicions(sent: Sent, limits: SpamLimits): SpamReason[] {
  const { ageSeconds } = sent;
  const found: Record<SpamReason, boolean> = {
    trap: sent.trap.trim() !== "",
    no_stamp: ageSeconds === null,
    too_fast: ageSeconds !== null && ageSeconds < limits.leastSeconds,
    too_old: ageSeconds !== null && ageSeconds > limits.mostSeconds,
    links: linksIn(sent.text) > limits.mostLinks,
    repeated: sent.isRepeated,
    too_many: sent.fromAddress >= limits.perAddress,
    form_flooded: sent.toForm >= limits.perForm,
  };
  return spamReasons.filter((reason) => found[reason]);
}

export function linksIn(text: string): number {
  return text.match(/https?:\/\/|www\.|\[url|<a\s/gi)?.length ?? 0;
}
