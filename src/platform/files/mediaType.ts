/** What a file begins with, and what it then is. Kinds that a browser would run are in no list. */
const beginnings: readonly (readonly [type: string, at: number, bytes: readonly number[]])[] = [
  ["image/png", 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ["image/jpeg", 0, [0xff, 0xd8, 0xff]],
  ["image/gif", 0, [0x47, 0x49, 0x46, 0x38]],
  ["image/webp", 8, [0x57, 0x45, 0x42, 0x50]],
  ["application/pdf", 0, [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ["application/zip", 0, [0x50, 0x4b, 0x03, 0x04]],
  ["application/x-ole-storage", 0, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  ["audio/mpeg", 0, [0x49, 0x44, 0x33]],
  ["video/mp4", 4, [0x66, 0x74, 0x79, 0x70]],
];

/** Documents that are zip archives, told apart by their names; they are only ever kept. */
const archives: Readonly<Record<string, string>> = {
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
};

const images = new Set(["image/png", "image/jpeg", "image/gif", "image/webp"]);

/** How a browser shows such a file by itself, running nothing of it on this origin; null where it could only be kept. */
export function lookedAtAs(type: string): "image" | "pdf" | null {
  if (images.has(type)) return "image";
  return type === "application/pdf" ? "pdf" : null;
}

/**
 * The media type by the content itself, whatever a name or a browser says; undefined for what is not taken: programs, pages,
 * scripts, anything unknown. Plain text is UTF-8 that is no markup.
 */
export function mediaTypeOf(bytes: Uint8Array, name: string): string | undefined {
  const found = beginnings.find(([, at, begin]) => begin.every((byte, offset) => bytes[at + offset] === byte))?.[0];
  if (found === "application/zip") return archives[name.toLowerCase().split(".").at(-1) ?? ""] ?? found;
  return found ?? (isPlainText(bytes) ? "text/plain" : undefined);
}

function isPlainText(bytes: Uint8Array): boolean {
  if (bytes.length === 0 || bytes.includes(0)) return false;
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return !/^\s*(<|#!)/.test(text) && !/<(script|html|svg|iframe)\b/i.test(text.slice(0, 4096));
  } catch {
    return false;
  }
}
