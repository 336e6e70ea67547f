import { useState } from "react";
import { Button } from "#ui/parts/Button.tsx";
import { TextInput } from "#ui/parts/Field.tsx";
import { When } from "#ui/parts/When.tsx";
import { useWrite } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { answerHelpRoute, type HelpShape } from "../api.ts";

/** What is asked, of whom, and the answer: there already, or to be given by who may. */
export function HelpAnswer({ help }: { help: HelpShape }) {
  const { t } = useWords();
  const [answer, setAnswer] = useState("");
  const { send, sending, mayWrite } = useWrite(answerHelpRoute, { touches: ["help", `deal:${help.dealId}`] });
  const who = help.asked
    ? t("forecast.help.asks_of", { asker: help.asker.name, asked: help.asked.name })
    : t("forecast.help.asks", { asker: help.asker.name });
  const save = async () => {
    if (await send({ params: { id: help.dealId }, body: { answer } })) setAnswer("");
  };
  return (
    <>
      <p className="s">{help.words}</p>
      <p className="xs ink2">
        {who} · <When at={help.askedAt} />
      </p>
      {help.answer && (
        <p className="s help-answer">
          {help.answer}{" "}
          <span className="xs ink2">
            {help.answerer?.name}
            {help.answeredAt && (
              <>
                {" "}
                · <When at={help.answeredAt} />
              </>
            )}
          </span>
        </p>
      )}
      {help.mayAnswer && (
        <form
          className="help-form"
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <TextInput
            label={t("forecast.help.answer")}
            placeholder={t("forecast.help.answer")}
            bareLabel
            maxLength={2000}
            value={answer}
            onChange={setAnswer}
          />
          <Button type="submit" small disabled={sending || !mayWrite || answer.trim() === ""}>
            {t("forecast.help.send")}
          </Button>
        </form>
      )}
    </>
  );
}
