import { Link } from "#ui/Link.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import { useWords } from "#ui/words.tsx";

export default function SampleLine() {
  const { t, rich } = useWords();
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
