import { Link } from "#ui/Link.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import { useRead } from "#ui/query.ts";
import { useWords } from "#ui/words.tsx";
import { startsRoute } from "../api.ts";

/** Where a screen shows sample records: whose they are, and what of them is generated. Nothing in a workspace of one's own. */
export function SampleNote() {
  const { t, rich } = useWords();
  const { data } = useRead(startsRoute, {}, { topics: ["workspace"] });
  if (!data?.sampleOf) return null;
  return (
    <p className="note s">
      <Icon name="eye" small />
      <span className="grow">{rich("imports.sample.note")}</span>
      <Link to="/start" className="link">
        {t("imports.sample.more")}
      </Link>
    </p>
  );
}
