declare const kind: unique symbol;

/** A UUIDv7 that says at compile time what it names: a `DealId` passed for a `PersonId` does not compile. */
export type Id<Kind extends string> = string & { readonly [kind]: Kind };

let lastMs = 0;
let sequence = 0;

/** A new UUIDv7 (RFC 9562 §5.7): sorts by the moment it was made, also within one millisecond of one process. */
export function newId<Kind extends string>(): Id<Kind> {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const now = Math.floor(performance.timeOrigin + performance.now());
  if (now > lastMs) {
    lastMs = now;
    sequence = ((bytes[6]! & 0x07) << 8) | bytes[7]!;
  } else if (++sequence > 0xfff) {
    lastMs += 1;
    sequence = 0;
  }
  const view = new DataView(bytes.buffer);
  view.setUint16(0, Math.floor(lastMs / 0x1_0000_0000));
  view.setUint32(2, lastMs % 0x1_0000_0000);
  view.setUint16(6, 0x7000 | sequence);
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const uuid = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  return uuid as Id<Kind>;
}
