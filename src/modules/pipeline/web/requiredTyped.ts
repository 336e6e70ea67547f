import type { CurrencyCode } from "#lib/currency.ts";
import type { Asked } from "#lib/route.ts";
import type { CellShape } from "#modules/lists/web/public.tsx";
import type { Option } from "#ui/parts/Combobox.tsx";
import type { moveDealRoute } from "../api.ts";

export type FilledIn = NonNullable<Asked<typeof moveDealRoute>["body"]["fields"]>;

/** What was typed of the fields that a stage asks for. */
export type Typed = {
  organization: Option | null;
  contact: Option | null;
  ownerId: string;
  rankId: string;
  minor: number | null;
  expectedCloseOn: string | null;
  productId: string;
  quantity: number;
  who: string;
  what: string;
  /** Of the workspace's own fields: as they are drawn, and as they are sent. */
  own: Readonly<Record<string, CellShape>>;
  custom: NonNullable<FilledIn["custom"]>;
};
export const blankTyped: Typed = {
  ...{ organization: null, contact: null, ownerId: "", rankId: "", minor: null, expectedCloseOn: null },
  ...{ productId: "", quantity: 1, who: "", what: "" },
  ...{ own: {}, custom: {} },
};

type Selling = { currency: CurrencyCode; products: readonly { id: string; price: { minor: number } }[] };

/** Only what was asked for and given: an empty field is left out, so that the answer names it again. */
export function typedFilling(fields: readonly string[], typed: Typed, { currency, products }: Selling): FilledIn {
  const priceMinor = products.find((one) => one.id === typed.productId)?.price.minor ?? 0;
  const asks = (field: string) => fields.includes(field);
  return {
    ...(asks("organization") && typed.organization ? { organizationId: typed.organization.id as never } : {}),
    ...(asks("owner") && typed.ownerId ? { ownerId: typed.ownerId as never } : {}),
    ...(asks("rank") && typed.rankId ? { rankId: typed.rankId as never } : {}),
    ...(asks("value") && !asks("lines") && typed.minor !== null
      ? { value: { minor: typed.minor, currency: currency } }
      : {}),
    ...(asks("expectedCloseOn") && typed.expectedCloseOn ? { expectedCloseOn: typed.expectedCloseOn } : {}),
    ...(asks("lines") && typed.productId
      ? { lines: [{ productId: typed.productId as never, quantity: typed.quantity, priceMinor }] }
      : {}),
    ...(asks("contact") && typed.contact ? { contacts: [{ contactId: typed.contact.id as never, partId: null }] } : {}),
    ...(asks("decisionStep") && typed.who.trim() && typed.what.trim()
      ? { decision: [{ who: typed.who.trim(), what: typed.what.trim() }] }
      : {}),
    ...(Object.keys(typed.custom).length > 0 ? { custom: typed.custom } : {}),
  };
}
