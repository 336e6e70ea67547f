import { useState } from "react";
import { Button } from "#ui/parts/Button.tsx";
import { Card } from "#ui/parts/Card.tsx";
import { TextInput } from "#ui/parts/Field.tsx";
import { useWrite } from "#ui/query.ts";
import { faultAt } from "#ui/refusals.ts";
import { useWords } from "#ui/words.tsx";
import { addReasonRoute, addWordRoute, changeReasonRoute, changeWordRoute, orderWordsRoute } from "../api.ts";
import { lifted } from "./DecisionRoute.tsx";
import type { Catalogue } from "./usePipelines.ts";

const touches = ["pipelines"];

export function Reasons({ kind, reasons }: { kind: "won" | "lost"; reasons: Catalogue["reasons"] }) {
  const { t } = useWords();
  const adding = useWrite(addReasonRoute, { touches });
  const changing = useWrite(changeReasonRoute, { touches });
  const words = reasons.filter((reason) => reason.kind === kind);
  return (
    <Words
      title={t(kind === "won" ? "pipeline.settings.won_reasons" : "pipeline.settings.reasons")}
      label={t("pipeline.settings.new_reason")}
      words={words}
      refusal={adding.refusal}
      onAdd={async (name) => (await adding.send({ body: { kind, name } })) !== undefined}
      onRemove={(id) => void changing.send({ params: { id: id as never }, body: { archived: true } })}
    />
  );
}

type ListProps = { list: "ranks" | "parts"; words: readonly { id: string; name: string }[] };

export function WordListCard({ list, words }: ListProps) {
  const { t } = useWords();
  const adding = useWrite(addWordRoute, { touches });
  const changing = useWrite(changeWordRoute, { touches });
  const ordering = useWrite(orderWordsRoute, { touches });
  const ids = words.map(({ id }) => id);
  return (
    <Words
      title={t(`pipeline.settings.${list}`)}
      lead={t(`pipeline.settings.${list}_lead`)}
      label={t("pipeline.settings.new_word")}
      words={words}
      refusal={adding.refusal}
      onAdd={async (name) => (await adding.send({ params: { list }, body: { name } })) !== undefined}
      onRemove={(id) => void changing.send({ params: { list, id }, body: { archived: true } })}
      onLift={(at) => void ordering.send({ params: { list }, body: { ids: lifted(ids, at) } })}
    />
  );
}

type Props = {
  title: string;
  lead?: string;
  label: string;
  words: readonly { id: string; name: string }[];
  refusal: Error | null;
  onAdd: (name: string) => Promise<boolean>;
  onRemove: (id: string) => void;
  onLift?: (at: number) => void;
};

/** A list of the workspace's own words. What is taken out stays on the deals that chose it. */
function Words({ title, lead, label, words, refusal, onAdd, onRemove, onLift }: Props) {
  const sentences = useWords();
  const { t } = sentences;
  const [name, setName] = useState("");
  const add = async () => {
    if (await onAdd(name)) setName("");
  };
  return (
    <Card title={title}>
      {lead && <p className="lead">{lead}</p>}
      <ul>
        {words.map((word, at) => (
          <li key={word.id} className="li">
            <span className="grow cut">{word.name}</span>
            {onLift && (
              <Button
                small
                quiet
                icon="above"
                name={t("pipeline.settings.up", { name: word.name })}
                disabled={at === 0}
                onClick={() => onLift(at)}
              />
            )}
            <Button
              small
              quiet
              icon="x"
              name={t("pipeline.settings.take_out", { name: word.name })}
              onClick={() => onRemove(word.id)}
            />
          </li>
        ))}
      </ul>
      <div className="card-body add-line">
        <TextInput label={label} value={name} onChange={setName} error={faultAt(sentences, refusal, "/name")} />
        <Button disabled={name.trim() === ""} onClick={() => void add()}>
          {t("pipeline.settings.add")}
        </Button>
      </div>
    </Card>
  );
}
