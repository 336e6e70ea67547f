import { type CSSProperties, useEffect, useState } from "react";

/** Boxes in the shape of what comes; nothing at all in the first 100 ms, when it would only flicker. */
export function Skeleton({
  lines = 1,
  height = 20,
  width = "100%",
}: {
  lines?: number;
  height?: number;
  width?: CSSProperties["width"];
}) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 100);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="sks" aria-hidden="true" style={{ visibility: shown ? "visible" : "hidden" }}>
      {Array.from({ length: lines }, (_, at) => at).map((line) => (
        <div key={line} className="sk" style={{ height, width }} />
      ))}
    </div>
  );
}
