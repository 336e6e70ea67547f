import { type IconName, icons } from "#ui/parts/icons.ts";

type Props = {
  name: IconName;
  small?: boolean;
  fill?: boolean;
  className?: string /** Only where no word stands beside it. */;
  label?: string;
};

export function Icon({ name, small, fill, className, label }: Props) {
  const classes = ["i", small && "sm", fill && "fill", className].filter(Boolean).join(" ");
  if (label === undefined) {
    return (
      <svg className={classes} viewBox="0 0 24 24" aria-hidden="true">
        <path d={icons[name]} />
      </svg>
    );
  }
  return (
    <svg className={classes} viewBox="0 0 24 24" role="img" aria-label={label}>
      <title>{label}</title>
      <path d={icons[name]} />
    </svg>
  );
}
