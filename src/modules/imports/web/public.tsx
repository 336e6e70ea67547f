import { lazy, Suspense } from "react";
import { useRead } from "#ui/query.ts";
import { withWords } from "#ui/words/lateWords.ts";
import { startsRoute } from "../api.ts";

const SampleLine = lazy(withWords(["imports"], () => import("./SampleLine.tsx")));

/** Where a screen shows sample records: whose they are, and what of them is generated. Nothing in a workspace of one's own. */
export function SampleNote() {
  const { data } = useRead(startsRoute, {}, { topics: ["workspace"] });
  if (!data?.sampleOf) return null;
  return (
    <Suspense fallback={null}>
      <SampleLine />
    </Suspense>
  );
}
