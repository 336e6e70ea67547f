// A table of what files may become: longer than a file should be, since it is read as one.

/** What a file's rows may become, in the order in which several files are imported: each may name those before it. */
export const targetKinds = ["person", "organization", "product", "contact", "deal"] as const;
export type TargetKind = (typeof targetKinds)[number];

export type ValueKind =
  | "text"
  | "email"
  | "integer"
  | "decimal"
  | "money"
  | "currency"
  | "date"
  | "person"
  | "organization"
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
  readonly fields: readonly TargetField[];
};

const key = (...heads: string[]): TargetField => ({
  field: "key",
  value: "text",
  weight: 1,
  heads: ["id", "recordid", "externalid", "key", "管理番号", ...heads],
});

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
  prefixes: ["user", "owner"],
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
  prefixes: ["organization", "organisation", "company", "account"],
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
      heads: ["subsidiaryof", "parent", "parentcompany", "parentaccount", "親会社"],
    },
  ],
};

const product: Target = {
  prefixes: ["product"],
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
  ],
};

const contact: Target = {
  prefixes: ["person", "contact"],
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
      ],
    },
  ],
};

const deal: Target = {
  prefixes: ["deal", "opportunity", "商談"],
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
      ],
    },
    {
      field: "stage",
      value: "stage",
      weight: 3,
      heads: ["dealstage", "stage", "salesstage", "phase", "フェーズ", "ステージ", "段階", "商談フェーズ"],
    },
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
      ],
    },
    {
      field: "closedOn",
      value: "date",
      weight: 2,
      heads: ["closedate", "closedon", "closeddate", "dealclosedon", "完了日", "クローズ日", "受注日", "決着日"],
    },
    { field: "wonOn", value: "date", weight: 3, heads: ["wontime", "wondate", "wonon"] },
    { field: "lostOn", value: "date", weight: 3, heads: ["losttime", "lostdate", "loston", "失注日"] },
    {
      field: "expectedOn",
      value: "date",
      weight: 3,
      heads: ["expectedclosedate", "expectedclose", "expectedcloseon", "受注予定日", "完了予定日", "クローズ予定日"],
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
      ],
    },
    {
      field: "currency",
      value: "currency",
      weight: 1,
      heads: ["currency", "currencyofvalue", "dealcurrency", "dealcurrencycode", "通貨"],
    },
    { field: "reason", value: "text", weight: 2, heads: ["lostreason", "closedlostreason", "lossreason", "失注理由"] },
  ],
};

export const targets: Record<TargetKind, Target> = { person, organization, product, contact, deal };

export function fieldOf(kind: TargetKind, name: string): TargetField | undefined {
  return targets[kind].fields.find(({ field }) => field === name);
}
