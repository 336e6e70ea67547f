import "./activities.css";
import { createContext, type ReactNode, useContext, useState } from "react";
import { Dialog } from "#ui/parts/Dialog.tsx";
import { useWords } from "#ui/words.tsx";
import type { ActivityShape } from "../api.ts";
import { CloseForm } from "./CloseForm.tsx";
import type { About } from "./useClosing.ts";

type Asked = { activity: Pick<ActivityShape, "id" | "subject">; closed?: About };
const Asking = createContext<((asked: Asked) => void) | null>(null);

/**
 * A place in which things are closed that leave it then, a row or a block: it asks what comes next, since they can't.
 * With `closed` that is all it asks; else it closes too.
 */
export function AsksNext({ topics, children }: { topics: readonly string[]; children: ReactNode }) {
  const { t } = useWords();
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  const title = asked?.activity.subject ?? "";
  return (
    <Asking value={setAsked}>
      {children}
      {asked && (
        <Dialog
          title={t(asked.closed ? "activities.close.after" : "activities.close.label", { title })}
          onClose={close}
        >
          <CloseForm {...asked} inDialog topics={topics} onClose={close} />
        </Dialog>
      )}
    </Asking>
  );
}

export function useAskNext(): (asked: Asked) => void {
  const ask = useContext(Asking);
  if (!ask) throw new Error("Nothing here asks what comes next: put AsksNext around it");
  return ask;
}
