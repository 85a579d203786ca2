import { fault } from "../../errors.js";
import { AUDIT_LENGTHS } from "../../store/audit.entity.js";

/**
 * What a caller says that data are wanted for, from the header `x-purpose`: ASCII, UTF-8, or percent-encoded.
 * @returns null when nothing is said
 * @throws AUDIT_PURPOSE
 */
export function purposeOf(header: string | string[] | undefined): string | null {
  const sent = [header ?? ""].flat().join(", ").trim();
  if (sent === "") return null;
  const text = decoded(sent)?.trim();
  const { purpose: maximum } = AUDIT_LENGTHS;
  if (text === undefined || [...text].length > maximum) throw fault("AUDIT_PURPOSE", { maximum });
  return text;
}

function decoded(sent: string): string | undefined {
  try {
    // Node gives the bytes of a header as Latin-1.
    const text = new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(sent, "latin1"));
    return text.includes("%") ? decodeURIComponent(text) : text;
  } catch {
    return undefined;
  }
}
