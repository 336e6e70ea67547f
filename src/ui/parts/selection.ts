/** The selection after a row is clicked: from `from` to `to`, all become what `to` becomes. */
export function selectRange(
  selected: ReadonlySet<string>,
  ids: readonly string[],
  from: number,
  to: number,
): Set<string> {
  const next = new Set(selected);
  const last = ids[to];
  const on = last !== undefined && !selected.has(last);
  for (const id of ids.slice(Math.min(from, to), Math.max(from, to) + 1)) {
    if (on) next.add(id);
    else next.delete(id);
  }
  return next;
}
