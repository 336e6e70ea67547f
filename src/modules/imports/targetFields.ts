// Fields that several kinds of file have.
import type { TargetField, ValueKind } from "./target.ts";

export const key = (...heads: string[]): TargetField => ({
  field: "key",
  value: "text",
  weight: 1,
  heads: ["id", "recordid", "externalid", "key", "管理番号", "外部キー", ...heads],
});

/** In the trash since: such a row of an export comes in no more. */
export const deletedOn: TargetField = { field: "deletedOn", value: "text", weight: 1, heads: ["deletedat"] };

/** Another record by its key in the other program, beside its name. */
export const keyOf = (field: string, value: ValueKind, ...heads: string[]): TargetField => ({
  field,
  value,
  weight: 1,
  heads,
});
export const organizationKey = keyOf(
  "organizationKey",
  "organization",
  "organizationid",
  "orgid",
  "companyid",
  "企業id",
  "組織id",
);
export const contactKey = keyOf(
  "contactKey",
  "contact",
  "contactid",
  "personid",
  "contactpersonid",
  "コンタクトid",
  "人物id",
);
export const dealKey = keyOf("dealKey", "deal", "dealid", "opportunityid", "商談id", "取引id", "案件id");
