import type { ComponentProps } from "react";
import { Link as RouterLink } from "react-router";
import { prefetch } from "#ui/prefetch.ts";

type Props = ComponentProps<typeof RouterLink> & { to: string };

/** A link inside the app. Its screen is fetched when it is pointed at or has focus, so that opening it waits for data alone. */
export function Link({ to, ...rest }: Props) {
  return <RouterLink to={to} onPointerEnter={() => prefetch(to)} onFocus={() => prefetch(to)} {...rest} />;
}
