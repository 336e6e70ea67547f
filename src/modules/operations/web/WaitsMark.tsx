import { useEffect } from "react";
import { useRead } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { healthStateRoute } from "../api.ts";

type Waits = { parked: number; backupFailed: boolean };

/** Where each thing that waits is seen; Settings itself stands for all of them. */
const concerns: Record<string, (waits: Waits) => boolean> = {
  "/settings": ({ parked, backupFailed }) => parked > 0 || backupFailed,
  "/settings/health": ({ parked, backupFailed }) => parked > 0 || backupFailed,
  "/settings/stuck": ({ parked }) => parked > 0,
  "/settings/backups": ({ backupFailed }) => backupFailed,
};

/** A red dot where something waits for an admin, said in words to whoever doesn't see it. */
export default function WaitsMark({ path }: { path: string }) {
  const { t } = useWords();
  const isConcerned = concerns[path];
  const { data, again } = useRead(
    healthStateRoute,
    {},
    { topics: ["stuck", "health", "backups"], when: isConcerned !== undefined },
  );
  // A job whose process was killed fails without anybody telling of it.
  useEffect(() => {
    if (path !== "/settings") return;
    const timer = setInterval(again, 5 * 60_000);
    return () => clearInterval(timer);
  }, [path, again]);
  if (!data || !isConcerned?.(data)) return null;
  const said = [
    ...(data.parked > 0 ? [t("operations.waits.stuck", { count: data.parked })] : []),
    ...(data.backupFailed ? [t("operations.waits.backup")] : []),
  ].join(" ");
  return (
    <i className="waits" title={said}>
      <span className="sr">{said}</span>
    </i>
  );
}
