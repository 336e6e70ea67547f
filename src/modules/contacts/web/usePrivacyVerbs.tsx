import { type ReactNode, useState } from "react";
import type { Answered } from "#lib/route.ts";
import { downloadJson, EraseDialog } from "#modules/people/web/public.tsx";
import { call } from "#ui/call.ts";
import { toast } from "#ui/frame/toasts.ts";
import type { MenuItem } from "#ui/parts/Menu.tsx";
import { useWrite } from "#ui/query.ts";
import { sentenceOf } from "#ui/refusals.ts";
import { useSession } from "#ui/session.ts";
import { useWords } from "#ui/words.tsx";
import { contactHeldRoute, type contactRoute, eraseContactRoute } from "../api.ts";

type Seen = Answered<typeof contactRoute>;

/** What an admin does when a contact asks what is held of them, or to be forgotten. Nothing for others. */
export function usePrivacyVerbs({ id, name }: Seen): { verbs: MenuItem[]; dialog: ReactNode } {
  const words = useWords();
  const { t } = words;
  const { user } = useSession();
  const [erasing, setErasing] = useState(false);
  const write = useWrite(eraseContactRoute, {
    touches: [`contact:${id}`, "contacts", "activities", "deals"],
    onDone: () => {
      toast.done(t("people.erase.done"));
      setErasing(false);
    },
  });
  const handleHeld = async () => {
    try {
      downloadJson(`${name}.json`, await call(contactHeldRoute, { params: { id } }));
    } catch (error) {
      toast.error(sentenceOf(words, error instanceof Error ? error : new Error(String(error))));
    }
  };
  if (!user.admin) return { verbs: [], dialog: null };
  return {
    verbs: [
      { label: t("contacts.held"), icon: "dl", run: () => void handleHeld() },
      { label: t("contacts.erase"), icon: "x", danger: true, run: () => setErasing(true) },
    ],
    dialog: erasing && (
      <EraseDialog
        name={name}
        what={t("contacts.erase_what")}
        stays={t("contacts.erase_stays")}
        write={write}
        onErase={(typed) => void write.send({ params: { id }, body: { name: typed } })}
        onClose={() => setErasing(false)}
      />
    ),
  };
}
