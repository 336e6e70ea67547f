import { useNavigate } from "react-router";
import { Button } from "#ui/parts/Button.tsx";
import { useWords } from "#ui/words.tsx";

type Props = { shape: "board" | "list"; at: (path: string) => string };

/** The board or the list of the same deals. */
export function ShapeSwitch({ shape, at }: Props) {
  const { t } = useWords();
  const navigate = useNavigate();
  const button = (one: "board" | "list", path: string) => (
    <Button
      small
      icon={one}
      name={t(`pipeline.shape.${one}`)}
      aria-pressed={shape === one}
      onClick={() => void navigate(at(path))}
    />
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: two buttons are no set of fields
    <span className="seg" role="group" aria-label={t("pipeline.shape.label")}>
      {button("board", "/pipeline")}
      {button("list", "/deals")}
    </span>
  );
}
