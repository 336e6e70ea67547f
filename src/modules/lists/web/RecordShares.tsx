import { useState } from "react";
import { useEverybody } from "#modules/people/web/public.tsx";
import { toast } from "#ui/frame/toasts.ts";
import { Who } from "#ui/parts/Avatar.tsx";
import { Button } from "#ui/parts/Button.tsx";
import { Dialog } from "#ui/parts/Dialog.tsx";
import { Checkbox, Select } from "#ui/parts/Field.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { endShareRoute, shareRoute, sharesRoute } from "../api.ts";

type Props = { kind: "deal" | "organization" | "contact"; id: string };

/** With whom a single record is shared. Nothing where it is with nobody and the reader can't change that. */
export default function RecordShares({ kind, id }: Props) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const params = { kind, id };
  const { data } = useRead(sharesRoute, { params }, { topics: ["shares", `${kind}:${id}`] });
  const end = useWrite(endShareRoute, { touches: ["shares"] });
  if (!data || (data.shares.length === 0 && !data.mayShare)) return null;
  return (
    <section>
      <h2>
        {t("lists.shared_with")}
        {data.mayShare && (
          <Button quiet small onClick={() => setOpen(true)}>
            {t("lists.share")}
          </Button>
        )}
      </h2>
      {data.shares.length === 0 && <p className="s ink2">{t("lists.share_none")}</p>}
      <ul className="ppl">
        {data.shares.map(({ personId, person, mayWrite }) => (
          <li key={personId} className="row">
            <span className="grow">
              <Who name={person ?? ""} />
            </span>
            <span className="s ink2">{t(mayWrite ? "lists.share_writes" : "lists.share_reads")}</span>
            {data.mayShare && (
              <Button
                quiet
                small
                icon="x"
                name={t("lists.share_end", { name: person ?? "" })}
                disabled={!end.mayWrite}
                onClick={() => void end.send({ params: { ...params, person: personId } })}
              />
            )}
          </li>
        ))}
      </ul>
      {isOpen && (
        <ShareDialog {...params} had={data.shares.map(({ personId }) => personId)} onClose={() => setOpen(false)} />
      )}
    </section>
  );
}

function ShareDialog({ kind, id, had, onClose }: Props & { had: readonly string[]; onClose: () => void }) {
  const { t } = useWords();
  const { data } = useEverybody();
  const [person, setPerson] = useState("");
  const [mayWrite, setMayWrite] = useState(false);
  const people = (data?.people ?? []).filter((one) => !had.includes(one.id));
  const { send, sending, ...write } = useWrite(shareRoute, {
    touches: ["shares"],
    onDone: () => {
      toast.done(t("lists.share_done", { name: people.find((one) => one.id === person)?.name ?? "" }));
      onClose();
    },
  });
  return (
    <Dialog
      title={t("lists.share")}
      onClose={onClose}
      foot={
        <Button
          primary
          disabled={person === "" || sending || !write.mayWrite}
          onClick={() => void send({ params: { kind, id }, body: { personId: person, mayWrite } })}
        >
          {t("lists.share")}
        </Button>
      }
    >
      <div className="form">
        <Select
          label={t("lists.share_person")}
          value={person}
          choices={people.map(({ id: value, name }) => ({ value, label: name }))}
          onChange={setPerson}
        />
        <Checkbox label={t("lists.share_write")} checked={mayWrite} onChange={setMayWrite} />
      </div>
    </Dialog>
  );
}
