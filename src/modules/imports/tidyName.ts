/** A name as it is kept: trimmed, each run of spaces one space. */
export function tidyName(name: string): string {
  return name.trim().replace(/\s+/g, " ");
}

/** A head as it is compared: letters and digits only, of any script. "Deal - Close Date" is "dealclosedate". */
export function headKey(head: string): string {
  return head
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "");
}
