/**
 * How each connection of ours is opened, whoever's PostgreSQL it is. Compiling a plan (jit, on where Debian installed LLVM)
 * costs 200 ms where our queries take one. A transaction that its process forgot must not hold its locks for ever.
 * What the address itself says (`?options=…`) wins.
 */
export function connection(url: string, name: string) {
  return {
    connectionString: url,
    application_name: name,
    connectionTimeoutMillis: 5000,
    keepAlive: true,
    options: "-c jit=off -c idle_in_transaction_session_timeout=60s",
  };
}

/** SQLSTATE classes 08 (connection) and 57P (the server ends it), too many clients, and what the network says. */
const lostCodes =
  /^(08\w{3}|57P0[1-5]|53300|25P03|ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN)$/;
const lostWords =
  /Connection terminated|connection error and is not queryable|timeout exceeded when trying to connect|driver has already been destroyed|Client was closed/;

/** The database could not be reached, or left in the middle of the work. */
export function isLost(error: unknown): boolean {
  return error instanceof Error && (lostCodes.test(codeOf(error)) || lostWords.test(error.message));
}

/** The database's disk is full (SQLSTATE 53100), or ours is. */
export function isFull(error: unknown): boolean {
  return error instanceof Error && /^(53100|ENOSPC)$/.test(codeOf(error));
}

/** A statement waited longer than it may, or the memory of the server did not suffice: nothing is wrong with what was asked. */
export function isOverloaded(error: unknown): boolean {
  return error instanceof Error && /^(57014|53200|53400|55P03|40001|40P01)$/.test(codeOf(error));
}

function codeOf(error: Error): string {
  return "code" in error && typeof error.code === "string" ? error.code : "";
}
