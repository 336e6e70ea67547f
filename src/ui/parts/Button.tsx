import type { ComponentProps, ReactNode } from "react";
import { Link } from "#ui/Link.tsx";
import { Icon } from "#ui/parts/Icon.tsx";
import type { IconName } from "#ui/parts/icons.ts";
import { Keys } from "#ui/parts/Keys.tsx";

type Look = {
  /** The page's one button of what matters most now. */
  primary?: boolean | undefined;
  quiet?: boolean | undefined;
  small?: boolean | undefined;
  icon?: IconName | undefined;
  /** Shown on it; the command itself is registered with `useKeys`. */
  keys?: string | undefined;
  className?: string | undefined;
};
/** A button without words needs a name. */
type Named = { children: ReactNode; name?: string } | { children?: undefined; name: string };

type ButtonProps = Look & Named & Omit<ComponentProps<"button">, "name" | "className" | "children">;

export function Button({ primary, quiet, small, icon, keys, name, className, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      className={classOf({ primary, quiet, small, icon, className }, children === undefined)}
      aria-label={name}
      title={children === undefined ? name : undefined}
      aria-keyshortcuts={keys && ariaKeys(keys)}
      {...rest}
    >
      {icon && <Icon name={icon} small={children !== undefined} />}
      {children}
      {keys && children !== undefined && <Keys keys={keys} />}
    </button>
  );
}

type LinkProps = Look &
  Named & { to: string } & Omit<ComponentProps<typeof Link>, "name" | "className" | "children" | "to">;

/** Looks like a button, goes somewhere. */
export function ButtonLink({ primary, quiet, small, icon, keys, name, className, children, ...rest }: LinkProps) {
  const label = name === undefined ? {} : { "aria-label": name };
  return (
    <Link className={classOf({ primary, quiet, small, icon, className }, children === undefined)} {...label} {...rest}>
      {icon && <Icon name={icon} small={children !== undefined} />}
      {children}
      {keys && children !== undefined && <Keys keys={keys} />}
    </Link>
  );
}

function classOf({ primary, quiet, small, className }: Look, bare: boolean): string {
  return ["btn", primary && "pri", quiet && "quiet", small && "sm", bare && "ico", className].filter(Boolean).join(" ");
}

function ariaKeys(keys: string): string {
  return keys.replace("mod+", "Control+");
}
