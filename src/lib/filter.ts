import { refuseField } from "./refusal.ts";
import { isCivilDate } from "./time.ts";

/** What a field of a list holds; it decides the questions that can be asked of it and how it is drawn. */
export const filterTypes = [
  "text",
  "number",
  "money",
  "days",
  "date",
  "moment",
  "choice",
  "record",
  "person",
  "yesNo",
] as const;
export type FilterType = (typeof filterTypes)[number];

/** Questions by type. The negative of each counts a blank as a yes: what has no country is not in Japan. */
export const operatorsOf = {
  text: ["contains", "notContains", "is", "isNot", "startsWith", "empty", "filled"],
  number: ["is", "atLeast", "atMost", "between", "empty", "filled"],
  money: ["is", "atLeast", "atMost", "between", "empty", "filled"],
  days: ["atLeast", "atMost", "between", "empty", "filled"],
  date: ["on", "before", "after", "between", "during", "inLast", "notInLast", "inNext", "empty", "filled"],
  moment: ["on", "before", "after", "between", "during", "inLast", "notInLast", "inNext", "empty", "filled"],
  choice: ["anyOf", "noneOf", "empty", "filled"],
  record: ["anyOf", "noneOf", "empty", "filled"],
  person: ["anyOf", "noneOf", "empty", "filled"],
  yesNo: ["yes", "no"],
} as const satisfies Record<FilterType, readonly string[]>;
export type Operator = (typeof operatorsOf)[FilterType][number];

/** Spans that move with the day on which they are asked. */
export const spans = [
  "today",
  "thisWeek",
  "lastWeek",
  "nextWeek",
  "thisMonth",
  "lastMonth",
  "nextMonth",
  "thisQuarter",
  "lastQuarter",
  "nextQuarter",
  "thisYear",
  "lastYear",
] as const;
export type Span = (typeof spans)[number];

/** Stands for whoever asks, so that a shared view shows each their own. */
export const me = "me";
/** Stands for the people whom the asker leads, or sits with. */
export const myTeam = "myTeam";
const teamMark = "team:";
/** Stands for the people of a team, at any depth. */
export const teamValue = (id: string): string => `${teamMark}${id}`;
export function teamIn(value: string): string | null {
  return value.startsWith(teamMark) ? value.slice(teamMark.length) : null;
}

export type ConditionValue = string | number | readonly string[] | readonly [number, number];
export type Condition = { readonly field: string; readonly is: Operator; readonly value?: ConditionValue };
export type Group = { readonly all: readonly FilterPart[] } | { readonly any: readonly FilterPart[] };
export type FilterPart = Condition | Group;
export type Filter = Group;

export const noFilter: Filter = { all: [] };

const mostConditions = 50;
const deepest = 4;

export function isGroup(part: FilterPart): part is Group {
  return "all" in part || "any" in part;
}

export function partsOf(group: Group): readonly FilterPart[] {
  return "all" in group ? group.all : group.any;
}

export function conditionsOf(filter: Filter): Condition[] {
  return partsOf(filter).flatMap((part) => (isGroup(part) ? conditionsOf(part) : [part]));
}

/**
 * A filter as it stands in an address or a request: JSON, `{"all":[{"field":"value","is":"atLeast","value":500000}]}`. What can't be read is refused
 * with the place that is wrong, below `/filter`.
 */
export function readFilter(text: string | undefined): Filter {
  if (text === undefined || text === "") return noFilter;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw refuseField("lists.filter_wrong", "/filter", { at: "/filter" });
  }
  return filterFrom(parsed);
}

/** As `readFilter`, of what has been parsed already. */
export function filterFrom(parsed: unknown): Filter {
  const filter = groupFrom(parsed, "/filter", 1);
  if (conditionsOf(filter).length > mostConditions)
    throw refuseField("lists.filter_too_long", "/filter", { at: "/filter" });
  return filter;
}

function groupFrom(parsed: unknown, pointer: string, depth: number): Group {
  if (depth > deepest) throw refuseField("lists.filter_too_deep", pointer, { at: pointer });
  if (!isShape(parsed)) throw refuseField("lists.filter_wrong", pointer, { at: pointer });
  const names = Object.keys(parsed);
  const joint = names[0];
  if (names.length !== 1 || (joint !== "all" && joint !== "any"))
    throw refuseField("lists.filter_wrong", pointer, { at: pointer });
  const parts = parsed[joint];
  if (!Array.isArray(parts))
    throw refuseField("lists.filter_wrong", `${pointer}/${joint}`, { at: `${pointer}/${joint}` });
  const read = parts.map((part: unknown, at) => partFrom(part, `${pointer}/${joint}/${at}`, depth));
  return joint === "all" ? { all: read } : { any: read };
}

function partFrom(parsed: unknown, pointer: string, depth: number): FilterPart {
  if (!isShape(parsed)) throw refuseField("lists.filter_wrong", pointer, { at: pointer });
  if ("all" in parsed || "any" in parsed) return groupFrom(parsed, pointer, depth + 1);
  const { field, is, value, ...more } = parsed;
  if (typeof field !== "string")
    throw refuseField("lists.filter_wrong", `${pointer}/field`, { at: `${pointer}/field` });
  if (!isOperator(is)) throw refuseField("lists.filter_wrong", `${pointer}/is`, { at: `${pointer}/is` });
  if (Object.keys(more).length > 0)
    throw refuseField("lists.filter_wrong", `${pointer}/${Object.keys(more)[0]}`, {
      at: `${pointer}/${Object.keys(more)[0]}`,
    });
  if (value === undefined) return { field, is };
  if (!isConditionValue(value)) throw refuseField("lists.filter_wrong", `${pointer}/value`, { at: `${pointer}/value` });
  return { field, is, value };
}

/** Whether a value fits the question: what the web asks before it sends, and the server again. */
export function fits(type: FilterType, { is, value }: Pick<Condition, "is" | "value">): boolean {
  if (!(operatorsOf[type] as readonly string[]).includes(is)) return false;
  switch (is) {
    case "empty":
    case "filled":
    case "yes":
    case "no":
      return value === undefined;
    case "inLast":
    case "notInLast":
    case "inNext":
      return isWhole(value) && value >= 0 && value <= 10_000;
    case "during":
      return spans.some((span) => span === value);
    case "anyOf":
    case "noneOf":
      return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === "string");
    case "on":
    case "before":
    case "after":
      return typeof value === "string" && isCivilDate(value);
    case "between":
      return (
        Array.isArray(value) &&
        value.length === 2 &&
        value.every(type === "date" || type === "moment" ? isDay : isNumber)
      );
    case "contains":
    case "notContains":
    case "startsWith":
    case "isNot":
      return typeof value === "string" && value !== "";
    case "is":
      return type === "text" ? typeof value === "string" && value !== "" : isNumber(value);
    case "atLeast":
    case "atMost":
      return isNumber(value);
  }
}

function isDay(value: unknown): boolean {
  return typeof value === "string" && isCivilDate(value);
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function isShape(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isOperator(value: unknown): value is Operator {
  return Object.values(operatorsOf).some((some) => some.some((one) => one === value));
}

function isConditionValue(value: unknown): value is ConditionValue {
  if (typeof value === "string") return value.length <= 500;
  if (Array.isArray(value))
    return (
      value.length <= 500 &&
      (value.every((one) => typeof one === "string") || (value.length === 2 && value.every(isNumber)))
    );
  return isNumber(value);
}
