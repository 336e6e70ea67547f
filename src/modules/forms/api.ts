import { z } from "zod";
import { route } from "#lib/route.ts";
import { idOf, instantShape } from "#lib/shapes.ts";
import { formLanguages } from "./form.ts";
import { spamReasons } from "./spam.ts";

const formId = idOf<"form">();
const personId = idOf<"person">();
const done = z.strictObject({ done: z.literal(true) });
const words = (most: number) => z.string().trim().max(most).nullable();

const content = {
  name: z.string().trim().min(1).max(120),
  title: z.string().trim().min(1).max(200),
  lead: words(2000),
  language: z.enum(formLanguages),
  fields: z
    .array(z.strictObject({ key: z.string().max(60), label: words(200), required: z.boolean() }))
    .min(1)
    .max(20),
  button: words(60),
  thanks: words(2000),
  redirectTo: words(2000),
  receiver: z.discriminatedUnion("to", [
    z.strictObject({ to: z.literal("queue") }),
    z.strictObject({ to: z.literal("person"), personId }),
    z.strictObject({ to: z.literal("round"), people: z.array(personId).min(1).max(100) }),
  ]),
  sourceId: idOf<"source">().nullable(),
  campaignId: idOf<"campaign">().nullable(),
  sites: z.array(z.string().trim().max(300)).max(20),
  keepsFirst: z.boolean(),
};

export const formShape = z.object({
  id: formId,
  token: z.string(),
  ...content,
  archived: z.boolean(),
  version: z.int(),
  sent: z.int(),
  held: z.int(),
});
export type FormShape = z.infer<typeof formShape>;

const wrong = [
  ...["forms.email_missing", "forms.field_twice", "forms.no_such_field", "forms.not_a_web_page", "forms.not_an_origin"],
  ...["pipeline.no_such_owner", "pipeline.no_such_source", "pipeline.no_such_campaign"],
];

export const formsRoute = route({
  name: "forms",
  method: "GET",
  path: "/api/forms",
  summary: "The web forms, with how much came in by each and how much is held back.",
  who: "admin",
  answer: z.object({ origin: z.string(), forms: z.array(formShape) }),
  refusals: [],
});

export const addFormRoute = route({
  name: "addForm",
  method: "POST",
  path: "/api/forms",
  summary: "Makes a web form.",
  who: "admin",
  body: z.strictObject(content),
  answer: z.object({ id: formId }),
  status: 201,
  refusals: wrong,
});

export const changeFormRoute = route({
  name: "changeForm",
  method: "PATCH",
  path: "/api/forms/{id}",
  summary: "Changes a web form, or archives it: its page and its script answer no more.",
  who: "admin",
  params: z.strictObject({ id: formId }),
  body: z.strictObject({ ...content, archived: z.boolean() }).partial(),
  answer: done,
  refusals: ["forms.no_such_form", ...wrong, "http.stale"],
});

export const heldRoute = route({
  name: "heldSubmissions",
  method: "GET",
  path: "/api/forms/held",
  summary: "What was sent and is held back, each with why; it goes after 30 days.",
  who: "admin",
  answer: z.object({
    held: z.array(
      z.object({
        ...{ id: z.uuid(), formId, form: z.string(), at: instantShape },
        written: z.record(z.string(), z.string()),
        reasons: z.array(z.enum(spamReasons)),
      }),
    ),
  }),
  refusals: [],
});

export const letInRoute = route({
  name: "letIn",
  method: "POST",
  path: "/api/forms/held/{id}/let-in",
  summary: "Lets in what was held back: it becomes a lead that came in when it was sent.",
  who: "admin",
  params: z.strictObject({ id: z.uuid() }),
  answer: z.object({ leadId: z.uuid() }),
  refusals: ["forms.no_such_submission"],
});

export const dropRoute = route({
  name: "dropSubmission",
  method: "POST",
  path: "/api/forms/held/{id}/drop",
  summary: "Drops what was held back; its words are gone.",
  who: "admin",
  params: z.strictObject({ id: z.uuid() }),
  answer: done,
  refusals: ["forms.no_such_submission"],
});
