import { areFinite, areShares, type InvalidInput, invalidInput } from "./invalid.ts";

export type Flag = "out_of_reach" | "no_stretch" | "ok";

/** Whether a quota is worth setting, by its chance and by what is expected anyway. */
export function quotaFlag(input: {
  probability: number;
  quota: number;
  expected: number;
  pOutOfReach: number;
  pNoStretch: number;
}): { flag: Flag } | InvalidInput {
  const { probability, quota, expected, pOutOfReach, pNoStretch } = input;
  if (!areShares(probability, pOutOfReach, pNoStretch) || !areFinite(quota, expected)) return invalidInput;
  if (probability < pOutOfReach) return { flag: "out_of_reach" };
  if (probability > pNoStretch || quota <= expected) return { flag: "no_stretch" };
  return { flag: "ok" };
}
