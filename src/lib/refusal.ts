/** One thing that is wrong with what was sent: where (JSON pointer), and which sentence says so. */
export type Fault = { pointer: string; code: string; detail?: string };

/**
 * A no the user can act upon. It carries its own code and HTTP status, so no second table can disagree.
 * The web owns the sentence, by code; `facts` fill its gaps. Anything else thrown is a bug.
 */
export class Refusal extends Error {
  readonly code: string;
  readonly status: number;
  readonly facts: Record<string, unknown>;
  readonly errors: readonly Fault[];

  constructor(code: string, status: number, facts: Record<string, unknown> = {}, errors: readonly Fault[] = []) {
    super(code);
    this.name = "Refusal";
    this.code = code;
    this.status = status;
    this.facts = facts;
    this.errors = errors;
  }
}

/** A value of the right shape that a rule forbids: 422 with the field that is wrong. */
export function refuseField(code: string, pointer: string, facts: Record<string, unknown> = {}): Refusal {
  return new Refusal(code, 422, facts, [{ pointer, code }]);
}
