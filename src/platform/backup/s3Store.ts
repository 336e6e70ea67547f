import { Readable, Writable } from "node:stream";
import { AwsClient } from "aws4fetch";
import { StoreFailed } from "./refused.ts";
import type { BackupStore, StoredFile } from "./store.ts";

export type S3Place = {
  endpoint: string;
  region: string;
  bucket: string;
  /** What names begin with: empty, or ending with a slash. */
  prefix: string;
  accessKey: string;
  secretKey: string;
};

/** Ten thousand parts are allowed: 160 GB, with one part in memory at a time. */
const partBytes = 16 * 1024 * 1024;
/** The longest that a store may take to answer: a part at 60 kB a second. */
const patienceMs = 5 * 60_000;

/** A bucket of any store that speaks S3 (AWS, MinIO, Ceph, R2, B2 …), by the path style that all of them understand. */
export function s3Store(place: S3Place): BackupStore {
  const ask = asker(place);
  const key = (name: string) => encodeURIComponent(place.prefix + name).replaceAll("%2F", "/");
  return {
    where: `s3://${place.bucket}/${place.prefix}`,
    async write(name, write) {
      const upload = new Upload(ask, key(name));
      const result = await write(upload);
      await upload.completed;
      return result;
    },
    list: () => listAll(ask, place.prefix),
    async read(name) {
      const response = await ask("GET", key(name), { missing: true });
      if (response.status === 404) return undefined;
      return Readable.from(response.body ?? [], { objectMode: false });
    },
    remove: async (name) => void (await ask("DELETE", key(name), { missing: true })),
  };
}

type Asked = { query?: Record<string, string>; body?: Uint8Array<ArrayBuffer> | string; missing?: boolean };
type Ask = (method: string, key: string, asked?: Asked) => Promise<Response>;

/** Sends one signed request; whatever is no success is said in a sentence with the store's own words, never with our keys. */
function asker({ endpoint, region, bucket, accessKey, secretKey }: S3Place): Ask {
  const client = new AwsClient({
    accessKeyId: accessKey,
    secretAccessKey: secretKey,
    service: "s3",
    region,
    retries: 4,
    initRetryMs: 250,
  });
  return async (method, key, { query = {}, body, missing } = {}) => {
    const search = new URLSearchParams(query).toString();
    const url = `${endpoint}/${bucket}${key && `/${key}`}${search && `?${search}`}`;
    const patience = new AbortController();
    // Until it answers: reading a large file may take longer.
    const timer = setTimeout(() => patience.abort(new Error("it did not answer for five minutes")), patienceMs);
    const response = await client
      .fetch(url, { method, redirect: "manual", signal: patience.signal, ...(body === undefined ? {} : { body }) })
      .catch((error: unknown) => {
        throw new StoreFailed("unreachable", { place: endpoint, reason: causeOf(error) });
      })
      .finally(() => clearTimeout(timer));
    if (response.ok || (missing && response.status === 404)) return response;
    const said = await response.text();
    const reason = [textOf(said, "Code"), textOf(said, "Message")].filter(Boolean).join(": ");
    throw new StoreFailed("answered", { place: endpoint, status: response.status, reason });
  };
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

/** A file that arrives in parts, and is there once all have: `completed` tells. A failure takes back what was sent. */
class Upload extends Writable {
  readonly #ask: Ask;
  readonly #key: string;
  readonly #etags: string[] = [];
  #held: Buffer[] = [];
  #size = 0;
  #id: string | undefined;
  readonly completed: Promise<void>;

  constructor(ask: Ask, key: string) {
    super({ highWaterMark: 1024 * 1024 });
    this.#ask = ask;
    this.#key = key;
    this.completed = new Promise((resolve, reject) => {
      this.once("finish", resolve).once("error", reject);
      this.once("close", () => reject(new Error("The upload was broken off.")));
    });
    this.completed.catch(() => {});
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error) => void): void {
    this.#held.push(chunk);
    this.#size += chunk.length;
    if (this.#size < partBytes) done();
    else this.#sendPart().then(() => done(), done);
  }

  override _final(done: (error?: Error) => void): void {
    this.#complete().then(() => done(), done);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    const open = this.#id;
    if (!open || this.writableFinished) {
      done(error);
      return;
    }
    this.#ask("DELETE", this.#key, { query: { uploadId: open }, missing: true }).then(
      () => done(error),
      () => done(error),
    );
  }

  async #sendPart(): Promise<void> {
    this.#id ??= textOf(await (await this.#ask("POST", this.#key, { query: { uploads: "" } })).text(), "UploadId");
    const query = { partNumber: String(this.#etags.length + 1), uploadId: this.#id };
    const response = await this.#ask("PUT", this.#key, { query, body: this.#taken() });
    this.#etags.push(response.headers.get("etag") ?? "");
  }

  #taken(): Uint8Array<ArrayBuffer> {
    const body = new Uint8Array(this.#size);
    let at = 0;
    for (const chunk of this.#held) {
      body.set(chunk, at);
      at += chunk.length;
    }
    this.#held = [];
    this.#size = 0;
    return body;
  }

  async #complete(): Promise<void> {
    if (!this.#id) return void (await this.#ask("PUT", this.#key, { body: this.#taken() }));
    if (this.#size > 0) await this.#sendPart();
    const parts = this.#etags.map((etag, at) => `<Part><PartNumber>${at + 1}</PartNumber><ETag>${etag}</ETag></Part>`);
    const body = `<CompleteMultipartUpload>${parts.join("")}</CompleteMultipartUpload>`;
    const answer = await (await this.#ask("POST", this.#key, { query: { uploadId: this.#id }, body })).text();
    // It may answer 200 and fail after all: the API's reference says to look.
    if (answer.includes("<Error>")) throw new StoreFailed("not_kept", { reason: textOf(answer, "Message") });
  }
}

async function listAll(ask: Ask, prefix: string): Promise<StoredFile[]> {
  const files: StoredFile[] = [];
  let token = "";
  do {
    const query = { "list-type": "2", prefix, ...(token ? { "continuation-token": token } : {}) };
    const text = await (await ask("GET", "", { query })).text();
    for (const [, entry = ""] of text.matchAll(/<Contents>([\s\S]*?)<\/Contents>/g))
      files.push({ name: textOf(entry, "Key").slice(prefix.length), bytes: Number(textOf(entry, "Size")) });
    token = textOf(text, "NextContinuationToken");
  } while (token);
  return files;
}

/** The text of the first element of that name: all that is wanted of the XML. */
function textOf(xml: string, name: string): string {
  const [, text = ""] = new RegExp(`<${name}>([\\s\\S]*?)</${name}>`).exec(xml) ?? [];
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'")
    .replaceAll("&#34;", '"')
    .replaceAll("&amp;", "&");
}
