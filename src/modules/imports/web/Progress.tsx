/** How far something is, in a bar and in words. With a total of 0 nobody knows yet, and it only moves. */
export function Progress({ done, total, label }: { done: number; total: number; label: string }) {
  const known = total > 0 ? { "aria-valuenow": done, "aria-valuemin": 0, "aria-valuemax": total } : {};
  return (
    <span className="progress">
      <span className={total > 0 ? "pg" : "pg any"} role="progressbar" aria-label={label} {...known}>
        <i style={total > 0 ? { width: `${Math.round((done / total) * 100)}%` } : undefined} />
      </span>
      <span className="s ink2">{label}</span>
    </span>
  );
}
