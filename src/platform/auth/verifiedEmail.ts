/** What an identity provider tells of somebody's address. */
export type Told = { readonly email?: unknown; readonly email_verified?: unknown; readonly [claim: string]: unknown };

const entra = "https://login.microsoftonline.com/";
const yes: readonly unknown[] = [true, 1, "1", "true"];

/**
 * The address, in lower case, only where the provider says that it has verified it: `email_verified` is exactly true. Entra never
 * says so; there the optional claim `xms_edov` (the domain's owner is verified) counts, unless `email_verified` says otherwise.
 * Source: Microsoft, "Migrate away from using email claims for user identification or authorization".
 */
export function verifiedEmail(issuer: string, told: Told): string | undefined {
  if (typeof told.email !== "string") return undefined;
  const byDomain = issuer.startsWith(entra) && told.email_verified === undefined && yes.includes(told.xms_edov);
  return told.email_verified === true || byDomain ? told.email.toLowerCase() : undefined;
}
