import type { Answered } from "#lib/route.ts";
import { toast } from "#ui/frame/toasts.ts";
import { useWrite } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { takeBackRoute, type transferRoute } from "../comingAndGoing.ts";
import { passing } from "./TransferDialog.tsx";

type TransferId = NonNullable<Answered<typeof transferRoute>["id"]>;

/** Takes a transfer back, and says what could not come with it. */
export function useTakeBack(): (id: TransferId) => Promise<unknown> {
  const { t } = useWords();
  const { send } = useWrite(takeBackRoute, {
    touches: passing,
    onDone: ({ back, kept }) =>
      void toast.said(
        kept === 0 ? t("people.transfer.back", { count: back }) : t("people.transfer.back_kept", { back, kept }),
      ),
  });
  return (id) => send({ params: { id }, body: { reason: t("people.transfer.reason_back") } });
}
