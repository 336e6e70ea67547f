import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import { z } from "zod";
import { type Fault, Refusal } from "#lib/refusal.ts";
import { isFull, isLost, isOverloaded } from "../db/connection.ts";
import type { Log } from "../log.ts";

/** RFC 9457 with a stable `code`, the fields that are wrong, and a request id to quote. */
export const problemShape = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string().optional(),
  instance: z.string(),
  facts: z.record(z.string(), z.unknown()).optional(),
  errors: z.array(z.object({ pointer: z.string(), code: z.string(), detail: z.string().optional() })).optional(),
});
export type Problem = z.infer<typeof problemShape>;

/** The English sentence for a code, for programs; the web has its own in each language. */
export type Sentences = (code: string, facts: Record<string, unknown>) => string | undefined;

/** Every thrown thing becomes an answer: refusals as they say, wrong input 4xx, a lost database 503, bugs 500 without a word of their inside. */
export function problemHandler(sentences: Sentences, log: Log) {
  return async (error: FastifyError, request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const refusal = refusalFor(error);
    if (refusal.status >= 500)
      log.error(
        { requestId: request.id, route: request.routeOptions.url, error: error.message, stack: error.stack },
        "a request failed",
      );
    await sendProblem(reply, refusal, sentences);
  };
}

export async function sendProblem(reply: FastifyReply, refusal: Refusal, sentences: Sentences): Promise<void> {
  const { code, status, facts, errors } = refusal;
  const detailed = errors.map((fault) => ({
    ...fault,
    detail: fault.detail ?? sentences(fault.code, facts) ?? fault.code,
  }));
  const problem: Problem = {
    type: `/api/docs#${code}`,
    title: sentences(code, facts) ?? code,
    status,
    code,
    instance: reply.request.id,
    ...(Object.keys(facts).length > 0 ? { facts } : {}),
    ...(detailed.length > 0 ? { errors: detailed } : {}),
  };
  if (status === 503) reply.header("retry-after", "2");
  if (status === 429) reply.header("retry-after", String(facts.retryAfterSeconds ?? 60));
  await reply.code(status).type("application/problem+json").send(JSON.stringify(problem));
}

function refusalFor(error: FastifyError): Refusal {
  if (error instanceof Refusal) return error;
  if (hasZodFastifySchemaValidationErrors(error)) return wrongInput(error);
  if (error.code === "FST_ERR_CTP_BODY_TOO_LARGE") return new Refusal("http.too_large", 413);
  if (error.code === "FST_ERR_CTP_INVALID_MEDIA_TYPE") return new Refusal("http.not_json", 415);
  if (error.code === "FST_ERR_CTP_INVALID_JSON_BODY" || error.code === "FST_ERR_CTP_EMPTY_JSON_BODY")
    return new Refusal("http.broken_json", 400);
  if (error.statusCode === 429) return new Refusal("http.too_many", 429);
  if (isLost(error)) return new Refusal("http.database_away", 503);
  if (isFull(error)) return new Refusal("http.disk_full", 507);
  if (isOverloaded(error)) return new Refusal("http.busy", 503);
  if (error.statusCode && error.statusCode >= 400 && error.statusCode < 500)
    return new Refusal("http.bad_request", error.statusCode);
  return new Refusal("http.our_fault", 500);
}

type WrongInput = {
  validation: { instancePath: string; keyword: string; message?: string; params?: object }[];
  validationContext?: string;
};

function wrongInput(error: WrongInput): Refusal {
  const faults = error.validation.map((one): Fault => faultFrom(one));
  return new Refusal("http.wrong_input", 422, {}, faults);
}

const codesOfZod: Record<string, string> = {
  invalid_type: "http.wrong_type",
  unrecognized_keys: "http.unknown_field",
  too_small: "http.too_small",
  too_big: "http.too_big",
  invalid_format: "http.wrong_format",
  invalid_value: "http.not_one_of",
  not_multiple_of: "http.wrong_step",
};

function faultFrom({ instancePath, keyword, message, params }: WrongInput["validation"][number]): Fault {
  const keys = params && "keys" in params && Array.isArray(params.keys) ? params.keys : [];
  const pointer = keys[0] ? `${instancePath === "/" ? "" : instancePath}/${keys[0]}` : instancePath;
  const own = message && /^[a-z_.]+$/.test(message) ? `http.${message}` : undefined;
  return {
    pointer: pointer || "/",
    code: own ?? codesOfZod[keyword] ?? "http.wrong_value",
    ...(message && !own ? { detail: message } : {}),
  };
}
