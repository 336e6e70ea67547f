import { Refusal } from "#lib/refusal.ts";

export const encodings = ["utf-8", "utf-16le", "utf-16be", "shift_jis", "iso-2022-jp", "windows-1252"] as const;
export type Encoding = (typeof encodings)[number];
/** `isLossy`: some bytes are none in this encoding, and stand in the text as U+FFFD. */
export type DecodedText = { encoding: Encoding; text: string; isLossy: boolean };

/** The text of a file, in the encoding asked for or else the one recognised. Refuses what is no text at all. */
export function decodeBytes(bytes: Uint8Array, asked?: Encoding): DecodedText {
  refuseBinary(bytes, asked);
  const encoding = asked ?? recogniseEncoding(bytes);
  return { encoding, text: new TextDecoder(encoding).decode(bytes), isLossy: !decodes(bytes, encoding) };
}

/** A mark at the start, else valid UTF-8, else whichever of Shift_JIS and Windows-1252 gives plausible text. */
export function recogniseEncoding(bytes: Uint8Array): Encoding {
  const marked = markedEncoding(bytes);
  if (marked) return marked;
  if (switchesToJapanese(bytes)) return "iso-2022-jp";
  if (decodes(bytes, "utf-8")) return "utf-8";
  return looksJapanese(bytes) ? "shift_jis" : "windows-1252";
}

/** ISO-2022-JP is ASCII throughout, and says by an escape where Japanese begins (RFC 1468). */
function switchesToJapanese(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(0x1b); at >= 0; at = bytes.indexOf(0x1b, at + 1))
    if (bytes[at + 1] === 0x24 && (bytes[at + 2] === 0x42 || bytes[at + 2] === 0x40)) return true;
  return false;
}

function markedEncoding(bytes: Uint8Array): Encoding | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return undefined;
}

function refuseBinary(bytes: Uint8Array, asked: Encoding | undefined): void {
  const isWide = (asked ?? markedEncoding(bytes))?.startsWith("utf-16");
  if (!isWide && bytes.includes(0)) throw new Refusal("imports.file_is_binary", 422);
}

function decodes(bytes: Uint8Array, encoding: Encoding): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/**
 * Both encodings give some text for nearly all bytes, so the letters are weighed. Japanese uses kana, full-width signs
 * and the common kanji (lead bytes 0x81 to 0x97); accented Latin letters (0xC0 to 0xFF) read as Shift_JIS become
 * rare kanji and lone half-width kana, and its typographic quotes become a kanji inside a Latin word.
 */
function looksJapanese(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, 1 << 20);
  if (!isNearlyShiftJis(sample)) return false;
  let weight = 0;
  for (let at = 0; at < sample.length; at++) {
    const lead = sample[at]!;
    if (lead < 0x80) continue;
    if (isHalfKana(lead)) {
      weight += isHalfKana(sample[at - 1] ?? 0) || isHalfKana(sample[at + 1] ?? 0) ? 1 : -1;
      continue;
    }
    const trail = sample[at + 1] ?? 0;
    const insideLatin = isLatin(trail) && (isLatin(sample[at - 1] ?? 0) || isLatin(sample[at + 2] ?? 0));
    const standsAlone = (sample[at - 1] ?? 0) < 0x80 && (sample[at + 2] ?? 0) < 0x80;
    weight += lead > 0x97 || (standsAlone && insideLatin) ? -1 : 1;
    at += 1;
  }
  return weight > 0;
}

/** All but one in fifty of the bytes above ASCII: programs cut Japanese fields in the middle of a letter. */
function isNearlyShiftJis(sample: Uint8Array): boolean {
  const text = new TextDecoder("shift_jis").decode(sample);
  const broken = text.split("\ufffd").length - 1;
  return broken === 0 || broken * 50 < sample.filter((byte) => byte >= 0x80).length;
}

function isHalfKana(byte: number): boolean {
  return byte >= 0xa1 && byte <= 0xdf;
}

function isLatin(byte: number): boolean {
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}
