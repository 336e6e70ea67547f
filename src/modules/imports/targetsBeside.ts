// Files of what belongs to other records: where people work, what deals are made of; of leads, and of currency rates. A table, read as one.
import type { Target, TargetField } from "./target.ts";
import { contactKey, dealKey, deletedOn, key, keyOf, organizationKey } from "./targetFields.ts";

const deal: TargetField = {
  field: "deal",
  value: "deal",
  weight: 2,
  heads: ["deal", "dealtitle", "dealname", "商談", "商談名", "取引", "案件", "案件名"],
};
const contact: TargetField = {
  field: "contact",
  value: "contact",
  weight: 2,
  heads: ["contact", "contactperson", "person", "personname", "contactname", "コンタクト", "人物", "連絡先", "氏名"],
};
const organization: TargetField = {
  field: "organization",
  value: "organization",
  weight: 2,
  heads: [
    "organization",
    "organisation",
    "organizationname",
    "company",
    "companyname",
    "企業",
    "企業名",
    "会社名",
    "組織",
  ],
};
const currency: TargetField = { field: "currency", value: "currency", weight: 1, heads: ["currency", "通貨"] };

const role: Target = {
  prefixes: ["role"],
  fileWords: ["contact_role", "role", "所属"],
  also: ["createdat"],
  fields: [
    key("roleid"),
    contact,
    contactKey,
    organization,
    organizationKey,
    { field: "title", value: "text", weight: 1, heads: ["title", "jobtitle", "position", "役職"] },
    { field: "department", value: "text", weight: 1, heads: ["department", "dept", "division", "部署"] },
    { field: "fromOn", value: "date", weight: 3, heads: ["fromon", "from", "since", "startedon", "開始日", "入社日"] },
    { field: "toOn", value: "date", weight: 3, heads: ["toon", "to", "until", "endedon", "終了日", "退社日"] },
    { field: "isPrimary", value: "yes_no", weight: 3, heads: ["isprimary", "primary", "main", "主な所属", "主"] },
  ],
};

const line: Target = {
  prefixes: ["line", "deal product"],
  fileWords: ["line", "deal_product", "dealproduct", "明細"],
  fields: [
    deal,
    dealKey,
    {
      field: "position",
      value: "integer",
      weight: 2,
      heads: ["position", "line", "linenumber", "行", "行番号", "順番"],
    },
    {
      field: "product",
      value: "product",
      weight: 2,
      heads: ["product", "productname", "item", "商品", "商品名", "製品", "製品名", "品名"],
    },
    keyOf("productKey", "product", "productid", "sku", "productcode", "商品id", "商品コード", "品番"),
    { field: "quantity", value: "integer", weight: 2, heads: ["quantity", "qty", "units", "数量", "個数"] },
    { field: "price", value: "money", weight: 2, heads: ["price", "unitprice", "itemprice", "単価", "価格"] },
    currency,
    {
      field: "discountPercent",
      value: "decimal",
      weight: 3,
      heads: ["discountpercent", "discountrate", "discountpercentage", "値引率", "割引率"],
    },
    { field: "discount", value: "money", weight: 2, heads: ["discount", "discountamount", "値引", "値引額", "割引額"] },
    { field: "taxPercent", value: "decimal", weight: 2, heads: ["taxpercent", "taxrate", "tax", "税率", "消費税率"] },
    {
      field: "recurs",
      value: "text",
      weight: 3,
      heads: ["recurs", "recurring", "billingfrequency", "繰り返し", "請求頻度"],
    },
    { field: "periods", value: "integer", weight: 3, heads: ["periods", "billingcycles", "期間", "回数"] },
  ],
};

const dealContact: Target = {
  prefixes: ["participant"],
  fileWords: ["deal_contact", "participant", "関係者"],
  also: ["addedat"],
  fields: [
    deal,
    dealKey,
    contact,
    contactKey,
    { field: "part", value: "text", weight: 3, heads: ["part", "role", "buyingrole", "contactrole", "役割", "関与"] },
  ],
};

const lead: Target = {
  prefixes: ["lead", "リード"],
  fileWords: ["lead", "リード", "見込み", "引き合い"],
  also: ["score", "respondby", "respondedat"],
  fields: [
    key("leadid", "リードid"),
    {
      field: "name",
      value: "text",
      isRequired: true,
      weight: 2,
      heads: ["title", "leadtitle", "leadname", "lead", "name", "リード名", "件名", "名前"],
    },
    {
      field: "state",
      value: "text",
      weight: 1,
      heads: ["state", "leadstate", "leadstatus", "status", "状態", "ステータス"],
    },
    { field: "reason", value: "text", weight: 1, heads: ["reason", "disqualifiedreason", "理由", "対象外の理由"] },
    {
      field: "owner",
      value: "person",
      weight: 1,
      heads: ["owner", "leadowner", "assignedto", "salesrep", "担当者", "担当", "営業担当"],
    },
    organization,
    organizationKey,
    contact,
    contactKey,
    { field: "source", value: "text", weight: 3, heads: ["source", "leadsource", "流入元", "リードソース", "獲得元"] },
    {
      field: "campaign",
      value: "text",
      weight: 3,
      heads: ["campaign", "utmcampaign", "campaignname", "キャンペーン", "施策"],
    },
    {
      field: "message",
      value: "text",
      weight: 2,
      heads: ["message", "inquiry", "enquiry", "お問い合わせ内容", "メッセージ"],
    },
    { field: "value", value: "money", weight: 1, heads: ["value", "amount", "leadvalue", "金額", "見込金額"] },
    currency,
    {
      field: "cameInAt",
      value: "moment",
      weight: 2,
      heads: [
        "cameinat",
        "leadcreated",
        "createdat",
        "createdon",
        "created",
        "addtime",
        "受付日時",
        "発生日",
        "作成日",
      ],
    },
    {
      field: "qualifiedAt",
      value: "text",
      weight: 2,
      heads: ["qualifiedat", "qualified", "convertedat", "商談化日時"],
    },
    deletedOn,
  ],
};

const rate: Target = {
  prefixes: ["rate"],
  fileWords: ["currency_rate", "rate", "為替", "レート"],
  also: ["setat", "setby"],
  fields: [
    {
      field: "currency",
      value: "currency",
      isRequired: true,
      weight: 2,
      heads: ["fromcurrency", "from", "currency", "currencycode", "通貨", "通貨コード"],
    },
    {
      field: "rateOn",
      value: "date",
      isRequired: true,
      weight: 1,
      heads: ["rateon", "date", "day", "validfrom", "日付", "適用日", "基準日"],
    },
    {
      field: "rate",
      value: "decimal",
      isRequired: true,
      weight: 3,
      heads: ["rate", "exchangerate", "fxrate", "ttm", "レート", "為替レート", "換算レート"],
    },
    {
      field: "base",
      value: "currency",
      weight: 2,
      heads: ["tocurrency", "to", "basecurrency", "base", "基準通貨", "換算先"],
    },
  ],
};

export const targetsBeside = { role, line, dealContact, lead, rate };
