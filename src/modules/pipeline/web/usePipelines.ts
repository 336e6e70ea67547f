import { useMemo } from "react";
import type { Answered } from "#lib/route.ts";
import { useRead } from "#ui/query.ts";
import { pipelinesRoute } from "../api.ts";

type Catalogue = Answered<typeof pipelinesRoute>;

/** The stages, reasons and products that deals are made of; empty until they are here. */
export function usePipelines(): Catalogue & { stages: Catalogue["pipelines"][number]["stages"] } {
  const { data } = useRead(pipelinesRoute, {}, { topics: ["pipelines"] });
  return useMemo(
    () => ({ ...(data ?? { pipelines: [], reasons: [], products: [] }), stages: data?.pipelines[0]?.stages ?? [] }),
    [data],
  );
}
