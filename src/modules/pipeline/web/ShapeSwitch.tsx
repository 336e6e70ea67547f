import { useNavigate } from "react-router";
import { Button } from "#ui/parts/Button.tsx";
import type { IconName } from "#ui/parts/icons.ts";
import { useWords } from "#ui/words.tsx";

export type Shape = "board" | "list" | "figures";
type Props = { shape: Shape; at: (path: string) => string };

/** The board, the list or the figures of the same deals. */
export function ShapeSwitch({ shape, at }: Props) {
  const { t } = useWords();
  const navigate = useNavigate();
  const button = (one: Shape, icon: IconName, path: string) => (
    <Button
      small
      icon={icon}
      name={t(`pipeline.shape.${one}`)}
      aria-pressed={shape === one}
      onClick={() => void navigate(at(path))}
    />
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: two buttons are no set of fields
    <span className="seg" role="group" aria-label={t("pipeline.shape.label")}>
      {button("board", "board", "/pipeline")}
      {button("list", "list", "/deals")}
      {button("figures", "chart", "/pipeline/figures")}
    </span>
  );
}
