import pino, { type Logger } from "pino";

export type Log = Logger;

/** Structured lines on standard error; no bodies, no secrets, no query strings. */
export function openLog(level: string): Log {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2));
}
