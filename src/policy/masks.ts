import { createHmac } from "node:crypto";
import type { FieldRule } from "./field-rule.js";

/**
 * A value as a rule shows it. Points are generalised where datums are known: see `dataset/shown.ts`.
 * @param tokenKey the agreement's key
 * @returns null for what the rule hides, and for a value that the rule does not fit
 */
export function shown(value: unknown, { rule, detail }: FieldRule, tokenKey: Buffer): unknown {
  if (value === null || value === undefined) return null;
  switch (rule) {
    case "CLEAR":
      return value;
    case "HIDE":
      return null;
    case "TOKEN":
      return typeof value === "string" ? token(value, tokenKey) : null;
    case "MASK":
      return typeof value === "string" ? masked(value, detail) : null;
    case "BUCKET":
      return typeof value === "number" ? rounded(value, Number(detail)) : null;
    case "GENERALISE":
      return typeof value === "string" ? generalised(value, detail) : null;
  }
}

/**
 * The token of a value: the same value has the same token under one agreement and another under each other, so that a
 * partner who was given the agreement's key finds his own records again. Not anonymous to him: what he can guess,
 * he can compute.
 */
export function token(value: string, key: Buffer): string {
  // Telephone numbers and identity numbers are written with and without blanks and hyphens.
  const normal = value.normalize("NFKC").replace(/[\s-]/g, "").toUpperCase();
  return `tok_${createHmac("sha256", key).update(normal).digest("base64url").slice(0, 22)}`;
}

function masked(value: string, detail: string | null): string {
  switch (detail) {
    case "PHONE": {
      const digits = value.replace(/\D/g, "");
      return digits.length >= 11 ? `${digits.slice(0, 3)}****${digits.slice(-4)}` : "****";
    }
    case "ID_NUMBER": {
      const characters = [...value];
      return characters.length >= 15
        ? `${characters.slice(0, 6).join("")}${"*".repeat(characters.length - 10)}${characters.slice(-4).join("")}`
        : "****";
    }
    case "NAME":
      return `${firstCharacter(value)}*`;
    case "EMAIL": {
      const at = value.lastIndexOf("@");
      return at < 1 ? "***" : `${firstCharacter(value)}***${value.slice(at)}`;
    }
    default:
      return "***";
  }
}

/** One of two units is not cut. */
function firstCharacter(value: string): string {
  const point = value.codePointAt(0);
  return point === undefined ? "" : String.fromCodePoint(point);
}

function rounded(value: number, step: number): number | null {
  if (!(step > 0)) return null;
  return Math.round(Math.floor(value / step) * step * 1e6) / 1e6;
}

function generalised(value: string, detail: string | null): string | null {
  if (detail === "DECADE") return /^\d{3}/.test(value) ? `${value.slice(0, 3)}0-01-01` : null;
  if (detail !== "DISTRICT") return null;
  // Province, prefecture and county are named in this order where they are named; what follows tells the place. A
  // street or an estate (小区) before the district means that no district is named, and nothing is shown.
  const found =
    /^(?:[^\d]{1,8}?(?:省|自治区))?(?:[^\d]{1,8}?市)?[^\d路街道弄巷村小]{1,8}?(?:新区|区|县|市)/u.exec(value);
  return found?.[0] ?? null;
}
