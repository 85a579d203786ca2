import { createHash } from "node:crypto";
import { classOf } from "./classification.js";
import { CLEAR, type FieldRule, HIDE, isLawful, type LegalBasis, rankOf } from "./field-rule.js";
import { sharedDatasetOf } from "./shared-types.js";

/** A grant as an agreement holds it: rows of one type, and rules for fields that differ from the default. */
export interface GrantRecord {
  readonly agreementId: string;
  readonly grantId: string;
  /** The published type whose rows it gives. */
  readonly recordType: string;
  /** The rows, as the dataset's own filter in JSON; null gives all. */
  readonly rowScope: string | null;
  readonly legalBasis: LegalBasis;
  readonly rules: readonly (FieldRule & { readonly coordinate: string })[];
}

/** One agreement's word on the rows of one type. */
export interface Scope {
  readonly agreementId: string;
  readonly grantId: string;
  /** A filter input of the type, or null for all rows. */
  readonly rows: object | null;
  /** By `Type.field`; what is not here has the default of {@link ruleIn}. */
  readonly rules: ReadonlyMap<string, FieldRule>;
  /** The key of this agreement's tokens. */
  readonly tokenKey: Buffer;
}

/** What agreements give one partner at one moment. */
export interface Grants {
  /** Changes whenever anything in it changes; the same for the same. */
  readonly version: string;
  /** By the published type whose rows are given. */
  readonly scopes: ReadonlyMap<string, readonly Scope[]>;
  /** Datasets that are shared with everybody, without conditions: of these only the class of a field counts. */
  readonly unconditional: ReadonlySet<string>;
}

/** Makes what agreements give of their records. An unreadable scope gives nothing. */
export function compileGrants(
  partner: string,
  records: readonly GrantRecord[],
  unconditional: readonly string[],
  tokenKeyOf: (agreementId: string) => Buffer,
): Grants {
  const version = createHash("sha256")
    .update(JSON.stringify([partner, records, unconditional]))
    .digest("base64url")
    .slice(0, 22);
  const scopes = new Map<string, Scope[]>();
  for (const record of records) {
    const rows = record.rowScope === null ? null : parsedScope(record.rowScope);
    if (rows === undefined) continue;
    const { agreementId, grantId, recordType, legalBasis } = record;
    const rules = new Map(
      record.rules.map(({ coordinate, rule, detail }) => {
        const lawful = isLawful({ rule, detail }, classOf(coordinate) ?? "SENSITIVE", legalBasis);
        return [coordinate, lawful ? { rule, detail } : HIDE];
      }),
    );
    const scope = { agreementId, grantId, rows, rules, tokenKey: tokenKeyOf(agreementId) };
    scopes.set(recordType, [...(scopes.get(recordType) ?? []), scope]);
  }
  return { version, scopes, unconditional: new Set(unconditional) };
}

/** What a scope says of a field: its own rule; else PUBLIC fields are clear and the others hidden. */
export function ruleIn(scope: Scope, coordinate: string): FieldRule {
  return scope.rules.get(coordinate) ?? (classOf(coordinate) === "PUBLIC" ? CLEAR : HIDE);
}

/** Of the rules that several agreements have for a value, the most permissive; HIDE where there is none. */
export function mostPermissive(rules: readonly FieldRule[]): FieldRule {
  return rules.reduce((best, rule) => (rankOf(rule.rule) > rankOf(best.rule) ? rule : best), HIDE);
}

/** Whether rows of a type exist for a partner only as agreements give them. */
export function isConditional(grants: Grants | undefined, typeName: string): boolean {
  const dataset = sharedDatasetOf(typeName);
  return dataset !== undefined && grants?.unconditional.has(dataset) !== true;
}

function parsedScope(text: string): object | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}
