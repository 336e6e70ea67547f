import { Card, Empty, Problem } from "#ui/parts/Card.tsx";
import { useRead } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { keptMailsRoute } from "../api.ts";
import { Settings } from "./Settings.tsx";

/** The mails that no server took. */
export default function MailSettings() {
  const { t, formatMoment } = useWords();
  const { data, error, again } = useRead(keptMailsRoute, {}, { topics: ["mails"] });
  return (
    <Settings>
      <Card title={t("people.mails.title")}>
        {error && <Problem error={error} onAgain={again} />}
        {data && <p className="lead">{t(data.serverSet ? "people.mails.server_set" : "people.mails.no_server")}</p>}
        {data?.mails.length === 0 && <Empty title={t("people.mails.none")} />}
        {data?.mails.map((mail) => (
          <details key={mail.id} className="mail">
            <summary>
              <strong>{mail.subject}</strong>{" "}
              <span className="s ink2">{[mail.to, formatMoment(mail.at)].join(" · ")}</span>
            </summary>
            <pre>{mail.text}</pre>
          </details>
        ))}
      </Card>
    </Settings>
  );
}
