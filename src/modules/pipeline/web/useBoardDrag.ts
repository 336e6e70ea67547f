import { monitorForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { useEffect, useRef, useState } from "react";
import type { DealShape } from "../api.ts";
import type { Ending } from "./DropZones.tsx";
import type { DealVerbs } from "./useDealVerbs.ts";

type Dragged = { deal: DealShape | null; over: string | null; ending: Ending | null };
type Place = { element: Element; data: Record<string | symbol, unknown> };
const nothing: Dragged = { deal: null, over: null, ending: null };

/** What hangs from the pointer and over what; a drop does what the place stands for. */
export function useBoardDrag({ verbs, onLose }: { verbs: DealVerbs; onLose: (deal: DealShape) => void }): Dragged {
  const [dragged, setDragged] = useState(nothing);
  const latest = useRef({ verbs, onLose });
  latest.current = { verbs, onLose };
  useEffect(
    () =>
      monitorForElements({
        onDragStart: ({ source }) => setDragged({ ...nothing, deal: dealIn(source.data) }),
        onDropTargetChange: ({ source, location }) =>
          setDragged({ deal: dealIn(source.data), ...placeIn(location.current.dropTargets) }),
        onDrop: ({ source, location }) => {
          setDragged(nothing);
          const deal = dealIn(source.data);
          const { over, ending } = placeIn(location.current.dropTargets);
          if (!deal) return;
          if (ending === "won") latest.current.verbs.win(deal);
          else if (ending === "lost") latest.current.onLose(deal);
          else if (over) latest.current.verbs.move(deal, { id: over, ...stageIn(location.current.dropTargets) });
        },
      }),
    [],
  );
  return dragged;
}

function placeIn([place]: readonly Place[]): { over: string | null; ending: Ending | null } {
  const { stage, ending } = place?.data ?? {};
  return {
    over: typeof stage === "string" ? stage : null,
    ending: ending === "won" || ending === "lost" ? ending : null,
  };
}

function stageIn([place]: readonly Place[]): { name: string; requires: string[] } {
  const { name, requires } = place?.data ?? {};
  return {
    name: typeof name === "string" ? name : "",
    requires: Array.isArray(requires) ? requires.filter((field) => typeof field === "string") : [],
  };
}

/** Only cards are dragged here, and each carries its deal. */
function dealIn(data: Record<string | symbol, unknown>): DealShape | null {
  return (data.deal as DealShape | undefined) ?? null;
}
