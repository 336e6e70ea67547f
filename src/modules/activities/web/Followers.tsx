import { Avatar } from "#ui/parts/Avatar.tsx";
import { Button } from "#ui/parts/Button.tsx";
import { useRead, useWrite } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { followersRoute, followRoute } from "../api.ts";
import { type TimelineRecord, topicsOf } from "./record.ts";

/** Who is told of what is said here, and the way in and out. */
export function Followers({ record }: { record: TimelineRecord }) {
  const { t } = useWords();
  const on = { record: record.kind, id: record.id };
  const topics = topicsOf(record);
  const { data } = useRead(followersRoute, { query: on }, { topics });
  const { send, mayWrite } = useWrite(followRoute, { touches: topics });
  if (!data) return null;
  const names = data.people.map(({ name }) => name).join(", ");
  return (
    <section className="followers">
      <h2>
        {t("activities.follow.title")}
        <Button
          small
          quiet
          icon="bell"
          aria-pressed={data.following}
          disabled={!mayWrite}
          onClick={() => void send({ body: { ...on, following: !data.following } })}
        >
          {t(data.following ? "activities.follow.leave" : "activities.follow.follow")}
        </Button>
      </h2>
      {data.people.length > 0 ? (
        <ul className="row" aria-label={names} title={names}>
          {data.people.slice(0, 8).map(({ id, name }) => (
            <li key={id}>
              <Avatar name={name} />
            </li>
          ))}
          {data.people.length > 8 && <li className="xs ink2">+{data.people.length - 8}</li>}
        </ul>
      ) : (
        <p className="s ink2">{t("activities.follow.nobody")}</p>
      )}
    </section>
  );
}
