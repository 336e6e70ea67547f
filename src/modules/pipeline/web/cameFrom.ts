/** The deals of the list or board one comes from, in its order: the record's arrows go through them. Lasts as long as the page. */
let order: readonly string[] = [];
let address = "/pipeline";

export function comeFrom(ids: readonly string[], at: string): void {
  order = ids;
  address = at;
}

export function cameFrom(id: string): { back: string; previous: string | undefined; next: string | undefined } {
  const at = order.indexOf(id);
  if (at < 0) return { back: address, previous: undefined, next: undefined };
  return { back: address, previous: order[at - 1], next: order[at + 1] };
}
