import { Settings } from "#modules/people/web/public.tsx";
import { toast } from "#ui/frame/toasts.ts";
import { Card, Problem } from "#ui/parts/Card.tsx";
import { Checkbox, Select, TextInput } from "#ui/parts/Field.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { useSession } from "#ui/session.ts";
import { useWords } from "#ui/words.tsx";
import { chooseNotificationsRoute, notificationChoicesRoute } from "../api.ts";
import { notificationKinds, type Quiet, ways } from "../notification.ts";

const hours = Array.from({ length: 24 }, (_, hour) => String(hour));
const night: Quiet = { from: 18 * 60, to: 8 * 60 };

/** What I am told and how, kind by kind; when mails leave me in peace; when the daily mail comes. */
export default function NotificationSettings() {
  const { t } = useWords();
  const { person } = useSession();
  const topics = [`inbox:${person.id}`];
  const { data, error, again } = useRead(notificationChoicesRoute, {}, { topics });
  const { send } = useWrite(chooseNotificationsRoute, {
    touches: topics,
    onDone: () => toast.done(t("inbox.settings.saved")),
  });
  const keepQuiet = (quiet: Quiet | null) => void send({ body: { quiet } });
  return (
    <Settings>
      {error && <Problem error={error} onAgain={again} />}
      {data && (
        <>
          <Card title={t("inbox.settings.how")}>
            <p className="lead">{t("inbox.settings.lead")}</p>
            <ul>
              {notificationKinds.map((kind) => (
                <li key={kind} className="li choice">
                  <span className="grow">{t(`inbox.kind.${kind}`)}</span>
                  <Select
                    label={t(`inbox.kind.${kind}`)}
                    bareLabel
                    choices={ways.map((way) => ({ value: way, label: t(`inbox.way.${way}`) }))}
                    value={data.ways[kind]}
                    onChange={(way) => void send({ body: { ways: { [kind]: way } } })}
                  />
                </li>
              ))}
            </ul>
          </Card>
          <Card title={t("inbox.settings.when")}>
            <div className="card-body two">
              <Select
                label={t("inbox.settings.digest")}
                hint={t("inbox.settings.digest_hint")}
                choices={hours.map((hour) => ({ value: hour, label: `${hour}:00` }))}
                value={String(data.digestHour)}
                onChange={(hour) => void send({ body: { digestHour: Number(hour) } })}
              />
              <Checkbox
                label={t("inbox.settings.quiet_on")}
                hint={t("inbox.settings.quiet_hint")}
                checked={data.quiet !== null}
                onChange={(on) => keepQuiet(on ? night : null)}
              />
              {data.quiet && <QuietHours quiet={data.quiet} onChange={keepQuiet} />}
            </div>
          </Card>
        </>
      )}
    </Settings>
  );
}

function QuietHours({ quiet, onChange }: { quiet: Quiet; onChange: (quiet: Quiet) => void }) {
  const { t } = useWords();
  return (["from", "to"] as const).map((end) => (
    <TextInput
      key={end}
      type="time"
      label={t(`inbox.settings.${end}`)}
      value={timeOf(quiet[end])}
      onChange={(time) => time !== "" && onChange({ ...quiet, [end]: minuteOf(time) })}
    />
  ));
}

function timeOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

function minuteOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  return hour * 60 + minute;
}
