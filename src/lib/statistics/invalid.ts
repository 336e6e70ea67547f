/** What a statistic answers when it is asked about something that can't be. */
export type InvalidInput = { error: "invalid_input" };

export const invalidInput: InvalidInput = { error: "invalid_input" };

export function isInvalid(answer: unknown): answer is InvalidInput {
  return typeof answer === "object" && answer !== null && "error" in answer && answer.error === "invalid_input";
}

/** Every one a finite number from 0 up. */
export function areAmounts(...values: readonly number[]): boolean {
  return values.every((value) => Number.isFinite(value) && value >= 0);
}

/** Every one a finite number from 0 to 1. */
export function areShares(...values: readonly number[]): boolean {
  return values.every((value) => value >= 0 && value <= 1);
}

export function areFinite(...values: readonly number[]): boolean {
  return values.every((value) => Number.isFinite(value));
}
