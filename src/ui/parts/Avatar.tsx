type Props = {
  name: string;
  size?: "sm" | "md" | "lg";
  me?: boolean;
  /** Organizations are square. */
  square?: boolean;
  /** Alone, without the name written beside it. */
  alone?: boolean;
};

export function Avatar({ name, size = "md", me, square, alone }: Props) {
  const classes = ["av", size !== "md" && size, me && "me", square && "sq"].filter(Boolean).join(" ");
  const letters = square ? firstLetter(name) : initials(name);
  if (!alone) {
    return (
      <span className={classes} aria-hidden="true">
        {letters}
      </span>
    );
  }
  return (
    <span className={classes} role="img" aria-label={name} title={name}>
      {letters}
    </span>
  );
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

/** "Maureen Marcano" is MM; a Japanese name (武田 淳) shows its family name's first character. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = firstLetter(words[0] ?? "");
  if (/\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/u.test(first)) return first;
  return first + (words.length > 1 ? firstLetter(words.at(-1) ?? "") : "");
}

function firstLetter(text: string): string {
  return ([...text.trim()][0] ?? "?").toUpperCase();
}
