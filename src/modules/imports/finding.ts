// The table of causes is read as one, so it stays in one file.

/** What can be done about a cause. `skip_rows` leaves its rows out. */
export const choices = ["keep", "use_closest", "create", "keep_without", "skip_rows"] as const;
export type Choice = (typeof choices)[number];

/** A choice, or the record by whose name a word of the file is read: `use:Negotiation`. */
export type Answer = Choice | `use:${string}`;

export function isUse(answer: Answer): answer is `use:${string}` {
  return answer.startsWith("use:");
}

/** Causes about a word that may be read as any record of its field. */
const namesAny: ReadonlySet<CauseCode> = new Set([
  "unknown_stage",
  "stage_guessed",
  "unknown_person",
  "unknown_author",
  "unknown_product",
]);

export function mayUseAny(code: CauseCode): boolean {
  return namesAny.has(code);
}

/**
 * Every cause, with what may be chosen; the first is what happens unless a person chooses. Only `skip_rows`: a row that
 * can't come in as it stands. Only `keep`: said, so that nobody wonders later.
 */
export const causes = {
  matched_loosely: ["use_closest", "create", "skip_rows"],
  unknown_person: ["skip_rows", "use_closest", "create"],
  unknown_organization: ["create", "use_closest", "keep_without", "skip_rows"],
  unknown_product: ["skip_rows", "use_closest", "create", "keep_without"],
  unknown_stage: ["skip_rows", "use_closest", "create"],
  unknown_pipeline: ["keep", "skip_rows"],
  stage_guessed: ["use_closest", "create", "skip_rows"],
  state_guessed: ["keep", "skip_rows"],
  stage_asks: ["skip_rows", "keep"],
  move_asks: ["skip_rows"],
  closed_without: ["keep"],
  no_rate: ["skip_rows"],
  no_currency: ["skip_rows"],
  rate_of_base: ["skip_rows"],
  rate_into_other: ["skip_rows"],
  rate_without_day: ["skip_rows"],
  rate_in_future: ["skip_rows"],
  no_rate_above_zero: ["skip_rows"],
  unknown_part: ["keep_without", "skip_rows"],
  unknown_origin: ["keep_without", "skip_rows"],
  unknown_state: ["keep", "skip_rows"],
  no_such_deal: ["skip_rows"],
  no_such_contact: ["skip_rows"],
  no_such_organization: ["skip_rows"],
  lines_set_value: ["keep", "skip_rows"],
  is_a_deal_now: ["skip_rows"],
  is_a_lead: ["skip_rows"],
  reason_missing: ["skip_rows"],
  ends_wrongly: ["skip_rows"],
  unreadable_recurs: ["keep_without", "skip_rows"],
  unknown_contact: ["keep_without", "use_closest", "skip_rows"],
  unknown_deal: ["keep_without", "use_closest", "skip_rows"],
  unknown_choice: ["create", "use_closest", "keep_without", "skip_rows"],
  choice_not_offered: ["keep_without", "use_closest", "skip_rows"],
  unknown_kind: ["create", "keep_without", "skip_rows"],
  kind_not_offered: ["keep_without", "skip_rows"],
  unreadable_own: ["keep_without", "skip_rows"],
  unknown_own: ["keep_without", "use_closest", "skip_rows"],
  unknown_author: ["keep_without", "use_closest", "create", "skip_rows"],
  no_due_date: ["skip_rows"],
  about_nothing: ["skip_rows"],
  owner_is_author: ["keep"],
  in_trash: ["skip_rows"],
  no_organization: ["keep_without", "skip_rows"],
  several_of_that_name: ["skip_rows"],
  several_left_blank: ["keep_without", "skip_rows"],
  no_owner: ["skip_rows"],
  unknown_status: ["skip_rows"],
  name_missing: ["skip_rows"],
  key_missing: ["skip_rows"],
  key_twice: ["skip_rows"],
  key_without_column: ["keep"],
  unreadable_date: ["skip_rows"],
  unreadable_number: ["skip_rows"],
  unreadable_email: ["skip_rows"],
  email_taken: ["skip_rows"],
  unknown_currency: ["skip_rows"],
  other_currency: ["skip_rows"],
  not_allowed: ["skip_rows"],
  negative_value: ["skip_rows"],
  too_many_decimals: ["skip_rows"],
  no_quantity: ["skip_rows"],
  closed_before_opened: ["skip_rows"],
  closed_without_date: ["skip_rows"],
  closed_in_future: ["skip_rows"],
  opened_in_future: ["skip_rows"],
  won_without_value: ["skip_rows"],
  takes_list_price: ["keep"],
  lost_without_value: ["keep"],
  open_without_value: ["keep"],
  no_opened_on: ["keep"],
  close_date_is_expected: ["keep"],
  no_stage: ["keep"],
  own_parent: ["skip_rows"],
  own_manager: ["skip_rows"],
  too_few_cells: ["skip_rows"],
  too_many_cells: ["skip_rows"],
  unclosed_quote: ["skip_rows"],
  text_after_quote: ["skip_rows"],
  unreadable_characters: ["skip_rows"],
  blank_row: ["skip_rows"],
} as const satisfies Record<string, readonly Choice[]>;

export type CauseCode = keyof typeof causes;

/** One thing about one row: which cause, in which field, and the cell that gave rise to it. */
export type Finding = { code: CauseCode; field: string | null; value: string };

/**
 * All rows with one cause. `id` names it in what a person settles. `closest` is the record meant by `use_closest`.
 * A cause about a name is one for each name; others are one for each field.
 */
export type Cause = {
  id: string;
  code: CauseCode;
  field: string | null;
  value: string | null;
  closest: string | null;
  rows: number;
  firstLine: number;
  choices: Choice[];
  chosen: Answer;
};

/** What a person settled, by the cause's `id`. */
export type Settled = Readonly<Record<string, Answer>>;

const byName: ReadonlySet<CauseCode> = new Set([
  "matched_loosely",
  "unknown_person",
  "unknown_organization",
  "unknown_product",
  "unknown_stage",
  "unknown_status",
  "unknown_currency",
  "several_of_that_name",
  "several_left_blank",
  "unknown_pipeline",
  "stage_guessed",
  "state_guessed",
  "stage_asks",
  "move_asks",
  "closed_without",
  "no_rate",
  "unknown_part",
  "unknown_origin",
  "unknown_state",
  "no_such_deal",
  "no_such_contact",
  "no_such_organization",
  "unknown_contact",
  "unknown_deal",
  "unknown_choice",
  "unknown_own",
  "unknown_author",
  "choice_not_offered",
  "unknown_kind",
  "kind_not_offered",
]);

export function causeId({ code, field, value }: Finding): string {
  return [code, field ?? "", ...(byName.has(code) ? [value] : [])].join(":");
}

/** The choices open for a cause; `use_closest` only where there is a closest. */
export function choicesOf(code: CauseCode, closest: string | null): Choice[] {
  const open: readonly Choice[] = causes[code];
  return open.filter((choice) => choice !== "use_closest" || closest !== null);
}

/** What was settled for a cause, or what happens by itself. A choice that isn't open counts as none. */
export function chosenFor(finding: Finding, closest: string | null, settled: Settled): Answer {
  const open = choicesOf(finding.code, closest);
  const asked = settled[causeId(finding)];
  if (asked && (isUse(asked) ? mayUseAny(finding.code) : open.includes(asked))) return asked;
  return open[0] ?? "skip_rows";
}

export function isAboutName(code: CauseCode): boolean {
  return byName.has(code);
}
