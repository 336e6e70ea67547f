import { useMemo } from "react";
import type { Answered } from "#lib/route.ts";
import { useRead } from "#ui/query.ts";
import { pipelinesRoute } from "../api.ts";

export type Catalogue = Answered<typeof pipelinesRoute>;
export type SeenPipeline = Catalogue["pipelines"][number];

const empty: Catalogue = {
  ...{ pipelines: [], archived: [], reasons: [], products: [] },
  ...{ ranks: [], parts: [], currencies: [] },
};

/** What deals are made of, empty until it is here; `stages` are those of one pipeline, the first unless said. */
export function usePipelines(id?: string): Catalogue & { stages: SeenPipeline["stages"] } {
  const { data } = useRead(pipelinesRoute, {}, { topics: ["pipelines"] });
  return useMemo(() => {
    const catalogue = data ?? empty;
    const chosen = catalogue.pipelines.find((one) => one.id === id) ?? catalogue.pipelines[0];
    return { ...catalogue, stages: chosen?.stages ?? [] };
  }, [data, id]);
}
