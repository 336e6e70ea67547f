import { useWords } from "#ui/words.tsx";

/** Bytes as people say them, by thousands. */
export function SizeText({ bytes }: { bytes: number }) {
  const { formatNumber } = useWords();
  const { unit, of } =
    bytes >= 1e9 ? { unit: "GB", of: 1e9 } : bytes >= 1e6 ? { unit: "MB", of: 1e6 } : { unit: "kB", of: 1e3 };
  return (
    <span className="num nw">
      {formatNumber(bytes / of, 1)} {unit}
    </span>
  );
}
