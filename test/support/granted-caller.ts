import type { Caller } from "../../src/policy/caller.js";
import type { FieldRule } from "../../src/policy/field-rule.js";
import { compileGrants } from "../../src/policy/grants.js";

/** What an agreement says of fields, by `Type.field`. */
export type Rules = Readonly<Record<string, FieldRule>>;

/**
 * A partner whom one agreement gives all rows of some types.
 * @param recordTypes the types, and what belongs to them
 * @param rules of their fields; a field without one has the default
 */
export function grantedCaller(recordTypes: readonly string[], rules: Rules = {}): Caller {
  const records = recordTypes.map((recordType, at) => ({
    agreementId: "gr1",
    grantId: `gg${at}`,
    recordType,
    rowScope: null,
    legalBasis: "STATUTORY_DUTY" as const,
    rules: Object.entries(rules).map(([coordinate, rule]) => ({ coordinate, ...rule })),
  }));
  const grants = compileGrants("33", records, [], () => Buffer.from("a key of the tests"));
  return { role: "partner", subject: "tester", partner: "33", grants };
}
