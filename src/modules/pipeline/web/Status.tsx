import { Chip } from "#ui/parts/Chip.tsx";
import { useWords } from "#ui/words.tsx";
import type { DealShape } from "../api.ts";

export function Status({ status }: { status: DealShape["status"] }) {
  const { t } = useWords();
  const label = t(`pipeline.status.${status}`);
  if (status === "open") return <Chip>{label}</Chip>;
  return (
    <Chip meaning={status} icon={status === "won" ? "check" : "x"}>
      {label}
    </Chip>
  );
}
