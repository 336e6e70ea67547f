import { firstLetter, initials } from "#ui/parts/initials.ts";

type Props = {
  name: string;
  size?: "sm" | "md" | "lg";
  me?: boolean;
  /** Organizations are square. */
  square?: boolean;
  /** Alone, without the name written beside it. */
  alone?: boolean;
};

/** The letters are drawn by the style: they are a picture of the name, not words of the page. */
export function Avatar({ name, size = "md", me, square, alone }: Props) {
  const classes = ["av", size !== "md" && size, me && "me", square && "sq"].filter(Boolean).join(" ");
  const letters = square ? firstLetter(name) : initials(name);
  if (!alone) {
    return <span className={classes} aria-hidden="true" data-letters={letters} />;
  }
  return <span className={classes} role="img" aria-label={name} title={name} data-letters={letters} />;
}

/** Avatar and name together, as people are always shown. */
export function Who({ name, ...rest }: Omit<Props, "alone">) {
  return (
    <span className="who">
      <Avatar name={name} size="sm" {...rest} />
      <span className="cut">{name}</span>
    </span>
  );
}
