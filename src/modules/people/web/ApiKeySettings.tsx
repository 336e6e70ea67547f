import { useState } from "react";
import type { Answered } from "#lib/route.ts";
import { toast } from "#ui/frame/toasts.ts";
import { Button } from "#ui/parts/Button.tsx";
import { Card, Empty, Problem } from "#ui/parts/Card.tsx";
import { Chip } from "#ui/parts/Chip.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { apiKeysRoute, revokeApiKeyRoute } from "../signInApi.ts";
import { NewApiKey } from "./NewApiKey.tsx";
import { Settings } from "./Settings.tsx";

type Key = Answered<typeof apiKeysRoute>["keys"][number];

/** Keys for programs that act in my name. */
export default function ApiKeySettings() {
  const { t, rich } = useWords();
  const { data, error, again } = useRead(apiKeysRoute, {}, { topics: ["api-keys"] });
  const [isMaking, setMaking] = useState(false);
  return (
    <Settings>
      <Card
        title={t("people.keys.title")}
        more={
          <Button small primary onClick={() => setMaking(true)}>
            {t("people.keys.make")}
          </Button>
        }
      >
        {error && <Problem error={error} onAgain={again} />}
        <p className="lead">
          <span>
            {rich(
              "people.keys.lead",
              {},
              {
                a: (inside) => (
                  <a className="t-accent" href="/api/docs">
                    {inside}
                  </a>
                ),
              },
            )}
          </span>
        </p>
        {data?.keys.length === 0 && <Empty title={t("people.keys.none")}>{t("people.keys.none_lead")}</Empty>}
        <ul>
          {data?.keys.map((key) => (
            <KeyLine key={key.id} apiKey={key} />
          ))}
        </ul>
      </Card>
      {isMaking && data && <NewApiKey areas={data.areas} onClose={() => setMaking(false)} />}
    </Settings>
  );
}

function KeyLine({ apiKey }: { apiKey: Key }) {
  const { t, formatMoment, formatDate } = useWords();
  const { send, mayWrite } = useWrite(revokeApiKeyRoute, {
    touches: ["api-keys"],
    onDone: () => void toast.done(t("people.keys.revoked_now", { name: apiKey.name })),
  });
  const isOver = Temporal.Instant.compare(apiKey.expiresAt, Temporal.Now.instant()) <= 0;
  const may = [
    t(apiKey.writes ? "people.keys.writes" : "people.keys.reads"),
    apiKey.areas?.join(", ") ?? t("people.keys.everything"),
    ...(apiKey.admin ? [t("people.keys.admin_short")] : []),
  ].join(" · ");
  const life = [
    t("people.keys.until", { when: formatMoment(apiKey.expiresAt) }),
    apiKey.usedOn ? t("people.keys.used", { day: formatDate(apiKey.usedOn) }) : t("people.keys.never_used"),
  ].join(" · ");
  return (
    <li className="li">
      <span className="grow">
        <strong>{apiKey.name}</strong> <code className="xs ink2">{apiKey.hint}…</code>
        <span className="block s ink2">{may}</span>
        <span className="block xs ink2">{life}</span>
      </span>
      {apiKey.revokedAt ? (
        <Chip>{t("people.keys.revoked")}</Chip>
      ) : isOver ? (
        <Chip meaning="risk">{t("people.keys.over")}</Chip>
      ) : (
        <Button small disabled={!mayWrite} onClick={() => void send({ params: { id: apiKey.id } })}>
          {t("people.keys.revoke")}
        </Button>
      )}
    </li>
  );
}
