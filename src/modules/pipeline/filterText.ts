import { isCivilDate } from "#lib/time.ts";
import type { DealFilter } from "./api.ts";

const uuid = (text: string) => /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
const whole = (text: string) => /^-?\d{1,15}$/.test(text);
const words = (text: string) => text.length <= 200;

/** How each part of a filter stands in an address: the same rules as the route's, for browsers, which carry no schemas. */
const readers: { readonly [Field in keyof DealFilter]-?: (text: string) => DealFilter[Field] } = {
  q: (text) => (words(text) ? text : undefined),
  status: (text) => (text === "open" || text === "won" || text === "lost" ? text : undefined),
  owner: (text) => (uuid(text) ? text : undefined),
  team: (text) => (uuid(text) ? text : undefined),
  pipeline: (text) => (uuid(text) ? text : undefined),
  rank: (text) => (uuid(text) ? text : undefined),
  contact: (text) => (uuid(text) ? text : undefined),
  reached: (text) => (uuid(text) ? text : undefined),
  reachedToo: (text) => (uuid(text) ? text : undefined),
  rotting: (text) => (text === "1" ? text : undefined),
  slipped: (text) => (text === "1" ? text : undefined),
  overdue: (text) => (text === "1" ? text : undefined),
  decisionLate: (text) => (text === "1" ? text : undefined),
  stage: (text) => (uuid(text) ? text : undefined),
  organization: (text) => (uuid(text) ? text : undefined),
  under: (text) => (uuid(text) ? text : undefined),
  product: (text) => (uuid(text) ? text : undefined),
  valueFrom: (text) => (whole(text) ? Number(text) : undefined),
  valueTo: (text) => (whole(text) ? Number(text) : undefined),
  openedFrom: (text) => (isCivilDate(text) ? text : undefined),
  openedTo: (text) => (isCivilDate(text) ? text : undefined),
  closedFrom: (text) => (isCivilDate(text) ? text : undefined),
  closedTo: (text) => (isCivilDate(text) ? text : undefined),
  noNextStep: (text) => (text === "1" ? text : undefined),
  idleDays: (text) => (whole(text) && Number(text) >= 1 && Number(text) <= 10_000 ? Number(text) : undefined),
};

export const filterFields = Object.keys(readers) as (keyof DealFilter)[];

/** One part of a filter out of an address; undefined when it can't be read. */
export function filterPart(field: keyof DealFilter, text: string): DealFilter[keyof DealFilter] {
  return readers[field](text);
}

/** What can't be read is left out: an address typed by hand shows something rather than nothing. */
export function filterIn(params: URLSearchParams): DealFilter {
  const entries = filterFields.flatMap((field) => {
    const text = params.get(field);
    const read = text ? filterPart(field, text) : undefined;
    return read === undefined ? [] : [[field, read] as const];
  });
  return Object.fromEntries(entries);
}
