// A table of what files may become: longer than a file should be, since it is read as one.
import type { Field, FieldedRecord, FieldType } from "#modules/fields/field.ts";
import { contactKey, dealKey, deletedOn, key, organizationKey } from "./targetFields.ts";
import type { TargetKind } from "./targetKinds.ts";
import { targetsBeside } from "./targetsBeside.ts";
import { headKey } from "./tidyName.ts";

export type ValueKind =
  | "text"
  | "email"
  | "integer"
  | "decimal"
  | "money"
  | "currency"
  | "date"
  | "moment"
  | "length"
  | "yes_no"
  | "choice"
  | "choices"
  | "kind"
  | "person"
  | "organization"
  | "contact"
  | "deal"
  | "product"
  | "stage"
  | "status";

/**
 * A field that a column may go to. `heads` are what such columns are called, as `headKey` writes them, in English and
 * Japanese, here and in exports of Pipedrive, HubSpot and Salesforce. `weight` is how much such a head says about the
 * kind of file: 3 only that kind has it, 1 nearly any has it.
 */
export type TargetField = {
  readonly field: string;
  readonly value: ValueKind;
  readonly isRequired?: true;
  readonly weight: 1 | 2 | 3;
  readonly heads: readonly string[];
};

/** `prefixes`: what tools put before each head ("Deal - Title"). `fileWords`: what such files are called. */
export type Target = {
  readonly prefixes: readonly string[];
  readonly fileWords: readonly string[];
  /** Heads that tell such a file, and go nowhere. */
  readonly also?: readonly string[];
  readonly fields: readonly TargetField[];
};

/** Whole lists in one cell, as the export writes them; an address in one cell or with its postcode beside it. */
const lists: readonly TargetField[] = [
  { field: "emails", value: "text", weight: 1, heads: ["emails", "allemails", "すべてのメール"] },
  { field: "phones", value: "text", weight: 1, heads: ["phones", "allphones", "すべての電話"] },
  {
    field: "addresses",
    value: "text",
    weight: 1,
    heads: ["addresses", "address", "postaladdress", "住所", "会社住所", "勤務先住所"],
  },
  {
    field: "postcode",
    value: "text",
    weight: 1,
    heads: ["postcode", "postalcode", "zip", "zipcode", "郵便番号", "会社郵便番号"],
  },
];

const person: Target = {
  prefixes: ["user", "owner", "ユーザー"],
  also: ["login", "joinedon", "lefton", "入社日", "退社日"],
  fileWords: ["team", "people", "person", "agent", "rep", "user", "staff", "メンバー", "社員", "営業担当"],
  fields: [
    key("userid", "employeeid", "employeenumber", "社員番号", "社員id"),
    {
      field: "name",
      value: "text",
      isRequired: true,
      weight: 2,
      heads: [
        "salesagent",
        "salesrep",
        "salesperson",
        "agent",
        "rep",
        "fullname",
        "name",
        "employee",
        "employeename",
        "username",
        "氏名",
        "名前",
        "社員名",
        "メンバー",
        "営業担当",
        "営業担当者",
      ],
    },
    { field: "email", value: "email", weight: 1, heads: ["email", "emailaddress", "mail", "メール", "メールアドレス"] },
    { field: "title", value: "text", weight: 1, heads: ["title", "jobtitle", "role", "position", "役職", "職種"] },
    {
      field: "manager",
      value: "text",
      weight: 3,
      heads: ["manager", "salesmanager", "reportsto", "teamlead", "supervisor", "上司", "マネージャー", "上長"],
    },
    {
      field: "office",
      value: "text",
      weight: 2,
      heads: [
        "regionaloffice",
        "office",
        "region",
        "branch",
        "department",
        "location",
        "拠点",
        "支店",
        "営業所",
        "支社",
        "部署",
      ],
    },
  ],
};

const organization: Target = {
  prefixes: ["organization", "organisation", "company", "account", "組織", "企業"],
  fileWords: ["account", "organization", "organisation", "compan", "企業", "取引先", "会社", "顧客"],
  fields: [
    key("organizationid", "accountid", "companyid", "企業id", "取引先id"),
    {
      field: "name",
      value: "text",
      isRequired: true,
      weight: 2,
      heads: [
        "account",
        "accountname",
        "company",
        "companyname",
        "organization",
        "organizationname",
        "organisation",
        "customer",
        "customername",
        "name",
        "企業名",
        "企業",
        "会社名",
        "取引先",
        "取引先名",
        "顧客名",
      ],
    },
    { field: "industry", value: "text", weight: 2, heads: ["sector", "industry", "業種", "業界"] },
    {
      field: "foundedYear",
      value: "integer",
      weight: 3,
      heads: ["yearestablished", "yearfounded", "founded", "foundedyear", "established", "設立年", "創業年", "設立"],
    },
    {
      field: "annualRevenue",
      value: "money",
      weight: 2,
      heads: ["revenue", "annualrevenue", "turnover", "売上高", "年商", "年間売上"],
    },
    {
      field: "currency",
      value: "currency",
      weight: 1,
      heads: ["annualrevenuecurrency", "annualrevenueiso4217", "年間売上iso4217", "年商iso4217"],
    },
    {
      field: "employees",
      value: "integer",
      weight: 3,
      heads: ["employees", "numberofemployees", "employeecount", "headcount", "従業員数", "社員数"],
    },
    {
      field: "country",
      value: "text",
      weight: 2,
      heads: [
        "officelocation",
        "country",
        "countryregion",
        "addresscountry",
        "billingcountry",
        "headquarters",
        "国",
        "本社所在地",
        "所在国",
      ],
    },
    {
      field: "website",
      value: "text",
      weight: 2,
      heads: ["website", "websiteurl", "companydomainname", "domain", "url", "webサイト", "ホームページ"],
    },
    {
      field: "phone",
      value: "text",
      weight: 1,
      heads: ["phone", "phonenumber", "telephone", "電話", "電話番号", "代表電話"],
    },
    {
      field: "email",
      value: "email",
      weight: 1,
      heads: ["email", "emailaddress", "mail", "メール", "メールアドレス", "代表メール"],
    },
    { field: "phoneFax", value: "text", weight: 1, heads: ["fax", "faxnumber", "fax番号", "ファックス"] },
    ...lists,
    {
      field: "parent",
      value: "organization",
      weight: 3,
      heads: ["subsidiaryof", "parent", "parentcompany", "parentaccount", "parentorganization", "親会社", "親企業"],
    },
    deletedOn,
  ],
};

const product: Target = {
  prefixes: ["product", "製品", "商品"],
  fileWords: ["product", "item", "price", "商品", "製品"],
  fields: [
    key("productid", "sku", "productcode", "itemcode", "code", "商品id", "製品id", "商品コード", "品番", "型番"),
    {
      field: "name",
      value: "text",
      isRequired: true,
      weight: 2,
      heads: ["product", "productname", "name", "item", "itemname", "商品名", "商品", "製品名", "製品", "品名"],
    },
    {
      field: "series",
      value: "text",
      weight: 2,
      heads: ["series", "family", "productfamily", "category", "シリーズ", "分類", "カテゴリ"],
    },
    {
      field: "listPrice",
      value: "money",
      weight: 3,
      heads: [
        "salesprice",
        "listprice",
        "price",
        "unitprice",
        "suggestedretailprice",
        "定価",
        "標準価格",
        "単価",
        "価格",
      ],
    },
    { field: "currency", value: "currency", weight: 1, heads: ["currency", "listpriceiso4217", "通貨"] },
  ],
};

const contact: Target = {
  prefixes: ["person", "contact", "人物", "連絡先"],
  fileWords: ["contact", "person", "people", "名刺", "コンタクト", "連絡先"],
  fields: [
    key("contactid", "personid", "連絡先id"),
    {
      field: "name",
      value: "text",
      weight: 1,
      heads: ["name", "fullname", "contactname", "氏名", "名前", "担当者名", "先方担当者"],
    },
    { field: "firstName", value: "text", weight: 2, heads: ["firstname", "givenname", "名"] },
    { field: "lastName", value: "text", weight: 2, heads: ["lastname", "surname", "familyname", "姓"] },
    {
      field: "reading",
      value: "text",
      weight: 3,
      heads: [
        "reading",
        "kana",
        "ふりがな",
        "フリガナ",
        "氏名カナ",
        "氏名フリガナ",
        "氏名ふりがな",
        "お名前フリガナ",
        "よみ",
      ],
    },
    {
      field: "email",
      value: "email",
      weight: 2,
      heads: ["email", "emailaddress", "emailwork", "mail", "メール", "メールアドレス", "eメール"],
    },
    {
      field: "phone",
      value: "text",
      weight: 2,
      heads: [
        "phone",
        "phonenumber",
        "phonework",
        "tel",
        "電話",
        "電話番号",
        "会社電話",
        "会社電話番号",
        "tel会社",
        "代表電話",
      ],
    },
    {
      field: "email2",
      value: "email",
      weight: 1,
      heads: [
        "email2",
        "secondaryemail",
        "emailhome",
        "emailother",
        "otheremail",
        "メール2",
        "メールアドレス2",
        "eメール2",
      ],
    },
    { field: "email3", value: "email", weight: 1, heads: ["email3", "メール3", "メールアドレス3"] },
    {
      field: "phoneMobile",
      value: "text",
      weight: 1,
      heads: [
        "mobile",
        "mobilephone",
        "mobilephonenumber",
        "phonemobile",
        "cellphone",
        "携帯",
        "携帯電話",
        "携帯電話番号",
      ],
    },
    {
      field: "phoneDirect",
      value: "text",
      weight: 1,
      heads: ["direct", "directphone", "直通", "直通電話", "tel直通", "直通番号", "部署電話"],
    },
    { field: "phoneFax", value: "text", weight: 1, heads: ["fax", "faxnumber", "fax番号", "ファックス", "ファクス"] },
    {
      field: "lastReading",
      value: "text",
      weight: 3,
      heads: ["姓カナ", "姓フリガナ", "姓ふりがな", "セイ", "姓読み", "lastnamereading"],
    },
    {
      field: "firstReading",
      value: "text",
      weight: 3,
      heads: ["名カナ", "名フリガナ", "名ふりがな", "メイ", "名読み", "firstnamereading"],
    },
    {
      field: "title",
      value: "text",
      weight: 2,
      heads: ["title", "jobtitle", "position", "役職", "役職名", "肩書", "肩書き"],
    },
    {
      field: "department",
      value: "text",
      weight: 2,
      heads: ["department", "dept", "division", "部署", "部署名", "所属部署"],
    },
    ...lists,
    {
      field: "organization",
      value: "organization",
      weight: 1,
      heads: [
        "organization",
        "organisation",
        "company",
        "companyname",
        "account",
        "accountname",
        "primarycompany",
        "associatedcompany",
        "企業名",
        "会社名",
        "取引先",
        "取引先名",
        "所属",
        "組織",
        "企業",
        "organizationname",
      ],
    },
    organizationKey,
    deletedOn,
  ],
};

const deal: Target = {
  prefixes: ["deal", "opportunity", "商談", "取引", "案件"],
  fileWords: ["deal", "opportunit", "pipeline", "商談", "案件"],
  fields: [
    key("opportunityid", "dealid", "商談id", "案件番号", "案件id"),
    {
      field: "name",
      value: "text",
      weight: 2,
      heads: [
        "title",
        "dealname",
        "dealtitle",
        "opportunityname",
        "opportunity",
        "deal",
        "name",
        "商談名",
        "案件名",
        "件名",
        "タイトル",
        "取引名",
        "名前",
      ],
    },
    {
      field: "owner",
      value: "person",
      isRequired: true,
      weight: 2,
      heads: [
        "salesagent",
        "owner",
        "dealowner",
        "opportunityowner",
        "salesrep",
        "salesperson",
        "agent",
        "rep",
        "担当者",
        "担当",
        "営業担当",
        "営業担当者",
        "所有者",
      ],
    },
    {
      field: "product",
      value: "product",
      weight: 1,
      heads: ["product", "productname", "item", "商品", "商品名", "製品", "製品名"],
    },
    {
      field: "quantity",
      value: "integer",
      weight: 1,
      heads: ["quantity", "productquantity", "qty", "units", "数量", "個数"],
    },
    {
      field: "organization",
      value: "organization",
      weight: 1,
      heads: [
        "account",
        "accountname",
        "organization",
        "organisation",
        "company",
        "companyname",
        "associatedcompany",
        "customer",
        "企業名",
        "企業",
        "会社名",
        "取引先",
        "取引先名",
        "顧客名",
        "組織",
        "organizationname",
      ],
    },
    {
      field: "stage",
      value: "stage",
      weight: 3,
      heads: ["dealstage", "stage", "salesstage", "phase", "フェーズ", "ステージ", "段階", "商談フェーズ"],
    },
    { field: "pipeline", value: "text", weight: 1, heads: ["pipeline", "パイプライン"] },
    {
      field: "status",
      value: "status",
      weight: 2,
      heads: ["status", "dealstatus", "state", "状態", "ステータス", "結果"],
    },
    {
      field: "openedOn",
      value: "date",
      weight: 2,
      heads: [
        "engagedate",
        "createdate",
        "createddate",
        "created",
        "createdon",
        "dealcreated",
        "opened",
        "openedon",
        "opendate",
        "startdate",
        "作成日",
        "開始日",
        "商談開始日",
        "案件化日",
        "取引作成日",
        "作成日時",
      ],
    },
    {
      field: "closedOn",
      value: "date",
      weight: 2,
      heads: [
        "closed",
        "closedate",
        "closedon",
        "closeddate",
        "dealclosedon",
        "完了日",
        "クローズ日",
        "終了日",
        "受注日",
        "決着日",
      ],
    },
    { field: "wonOn", value: "date", weight: 3, heads: ["wontime", "wondate", "wonon", "受注日時"] },
    { field: "lostOn", value: "date", weight: 3, heads: ["losttime", "lostdate", "loston", "失注日", "失注日時"] },
    {
      field: "expectedOn",
      value: "date",
      weight: 3,
      heads: [
        "expectedclosedate",
        "expectedclose",
        "expectedcloseon",
        "受注予定日",
        "完了予定日",
        "クローズ予定日",
        "成約予定日",
        "closedate",
      ],
    },
    {
      field: "value",
      value: "money",
      weight: 2,
      heads: [
        "closevalue",
        "value",
        "amount",
        "dealvalue",
        "dealamount",
        "商談金額",
        "金額",
        "受注金額",
        "受注額",
        "見込金額",
        "値",
        "取引金額",
        "価値",
      ],
    },
    {
      field: "currency",
      value: "currency",
      weight: 1,
      heads: [
        "currency",
        "currencyofvalue",
        "dealcurrency",
        "dealcurrencycode",
        "valueiso4217",
        "通貨",
        "商談金額iso4217",
      ],
    },
    {
      field: "reason",
      value: "text",
      weight: 2,
      heads: ["lostreason", "closedlostreason", "lossreason", "失注理由", "reason"],
    },
    {
      field: "contact",
      value: "contact",
      weight: 1,
      heads: [
        "contactperson",
        "contact",
        "person",
        "personname",
        "contactname",
        "人物",
        "連絡先",
        "コンタクト",
        "先方担当者",
      ],
    },
    contactKey,
    organizationKey,
    deletedOn,
  ],
};

const activity: Target = {
  prefixes: ["activity", "task", "note", "アクティビティ", "活動", "メモ", "ノート"],
  fileWords: ["activit", "note", "task", "活動", "メモ", "アクティビティ"],
  fields: [
    key("activityid", "noteid", "taskid", "活動id"),
    {
      field: "kind",
      value: "kind",
      weight: 2,
      heads: ["kind", "type", "activitytype", "種類", "タイプ", "活動種別", "種別"],
    },
    { field: "subject", value: "text", weight: 2, heads: ["subject", "activitysubject", "件名", "タイトル", "題名"] },
    {
      field: "body",
      value: "text",
      weight: 3,
      heads: [
        "content",
        "body",
        "note",
        "notes",
        "notecontent",
        "description",
        "publicdescription",
        "内容",
        "本文",
        "メモ",
        "コンテンツ",
      ],
    },
    {
      field: "dueOn",
      value: "moment",
      weight: 3,
      heads: ["duedate", "dueat", "dueon", "due", "期限", "期日", "予定日", "期限日"],
    },
    { field: "dueTime", value: "text", weight: 2, heads: ["duetime", "time", "開始時刻", "時刻", "期限時刻"] },
    { field: "allDay", value: "yes_no", weight: 1, heads: ["allday", "終日"] },
    { field: "done", value: "yes_no", weight: 2, heads: ["done", "completed", "isdone", "完了", "完了済み", "済"] },
    {
      field: "doneAt",
      value: "moment",
      weight: 2,
      heads: [
        "doneat",
        "doneon",
        "doneby",
        "markedasdonetime",
        "markedasdone",
        "completedat",
        "completedon",
        "完了日",
        "完了日時",
        "完了時刻",
      ],
    },
    {
      field: "length",
      value: "length",
      weight: 2,
      heads: ["lengthminutes", "duration", "length", "minutes", "所要時間", "時間"],
    },
    {
      field: "owner",
      value: "person",
      weight: 1,
      heads: [
        "owner",
        "assignedto",
        "assignedtouser",
        "assignee",
        "user",
        "author",
        "担当者",
        "担当",
        "作成者",
        "ユーザー",
        "割り当て先ユーザー",
      ],
    },
    { field: "place", value: "text", weight: 1, heads: ["place", "location", "場所"] },
    {
      field: "createdOn",
      value: "moment",
      weight: 1,
      heads: ["createdat", "addtime", "createdon", "created", "作成日", "作成日時", "追加日時", "追加時刻"],
    },
    {
      field: "deal",
      value: "deal",
      weight: 1,
      heads: ["deal", "dealtitle", "dealname", "商談", "商談名", "取引", "案件", "取引タイトル"],
    },
    dealKey,
    {
      field: "contact",
      value: "contact",
      weight: 1,
      heads: ["contact", "contactperson", "person", "personname", "contactname", "コンタクト", "人物", "連絡先"],
    },
    contactKey,
    {
      field: "organization",
      value: "organization",
      weight: 1,
      heads: [
        "organization",
        "organisation",
        "organizationname",
        "company",
        "companyname",
        "企業",
        "企業名",
        "組織",
        "会社名",
      ],
    },
    organizationKey,
    deletedOn,
  ],
};

export const targets: Record<TargetKind, Target> = {
  ...{ person, organization, product, contact, deal, activity },
  ...targetsBeside,
};

/** A field that the workspace added, as far as imports ask: `custom.<key>` among a target's fields. */
export type OwnField = Pick<Field, "record" | "key" | "label" | "type" | "choices">;

export const ownPrefix = "custom.";

const ownValues: Record<Exclude<FieldType, "formula">, ValueKind> = {
  text: "text",
  long_text: "text",
  phone: "text",
  link: "text",
  number: "decimal",
  money: "money",
  date: "date",
  moment: "moment",
  choice: "choice",
  choices: "choices",
  person: "person",
  organization: "organization",
  contact: "contact",
  yes_no: "yes_no",
};

/** What other programs call the labels with which a workspace begins. */
const marks: readonly string[] = ["label", "labels", "tag", "tags", "ラベル", "タグ"];

const currencyMark = ":currency";

/** The currency of an amount, in a column beside it. */
function currencyOf(key: string, label: string): TargetField {
  return {
    field: currencyField(`${ownPrefix}${key}`),
    value: "currency",
    weight: 1,
    heads: [headKey(`${label} (ISO 4217)`), headKey(`Currency of ${label}`), headKey(`${label} currency`)],
  };
}

/** The own field that a field of a target is the currency of. */
export function currencyIn(field: string): string | null {
  return field.endsWith(currencyMark) ? field.slice(0, -currencyMark.length) : null;
}

export const currencyField = (field: string): string => `${field}${currencyMark}`;

/** Which kind's own fields a target has, if any: a lead has those of the deal that it may become. */
export function fieldedBy(kind: TargetKind): FieldedRecord | null {
  if (kind === "lead") return "deal";
  return kind === "organization" || kind === "contact" || kind === "deal" || kind === "activity" ? kind : null;
}

/** Where columns of such a file may go: the product's fields, then the workspace's own. */
export function fieldsFor(kind: TargetKind, own: readonly OwnField[]): readonly TargetField[] {
  const record = fieldedBy(kind);
  const added = own.flatMap(({ record: of, key: name, label, type }): TargetField[] =>
    of === record && type !== "formula"
      ? [
          {
            field: `${ownPrefix}${name}`,
            value: ownValues[type],
            weight: 1,
            heads: [headKey(label), headKey(name), headKey(`${ownPrefix}${name}`), ...(name === "labels" ? marks : [])],
          },
          ...(type === "money" ? [currencyOf(name, label)] : []),
        ]
      : [],
  );
  return added.length > 0 ? [...targets[kind].fields, ...added] : targets[kind].fields;
}

export function fieldOf(kind: TargetKind, name: string, own: readonly OwnField[] = []): TargetField | undefined {
  return fieldsFor(kind, own).find(({ field }) => field === name);
}
