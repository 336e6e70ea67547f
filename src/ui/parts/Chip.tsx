import type { ReactNode } from "react";
import { Button } from "#ui/parts/Button.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import type { IconName } from "#ui/parts/icons.ts";

export type Meaning = "risk" | "won" | "lost" | "info" | "accent";

/** A state in a word. Its colour never carries the meaning alone. */
export function Chip({ meaning, icon, children }: { meaning?: Meaning; icon?: IconName; children: ReactNode }) {
  return (
    <span className={meaning ? `chip ${meaning}` : "chip"}>
      {icon && <Icon name={icon} />}
      {children}
    </span>
  );
}

/** A filter that is on or off. */
export function ChipButton({
  pressed,
  onChange,
  children,
}: {
  pressed: boolean;
  onChange: (pressed: boolean) => void;
  children: ReactNode;
}) {
  return (
    <button type="button" className="chip" aria-pressed={pressed} onClick={() => onChange(!pressed)}>
      {children}
    </button>
  );
}

/** One condition of a filter: what, its value, and a button that takes it away. */
export function FilterChip({
  what,
  value,
  removeName,
  onRemove,
}: {
  what: string;
  value: string;
  removeName: string;
  onRemove: () => void;
}) {
  return (
    <span className="fchip">
      <span>{what}</span>
      <span>{value}</span>
      <Button quiet small icon="x" name={removeName} onClick={onRemove} />
    </span>
  );
}

export type StepState = "today" | "planned" | "late" | "none";

/** A next step: its mark differs by shape, and its word says the rest. */
export function StepMark({ state, children }: { state: StepState; children: ReactNode }) {
  return (
    <span className={`state ${state}`}>
      <span className="dot" />
      <span className="cut">{children}</span>
    </span>
  );
}
