import { Float, ID, Int } from "type-graphql";
import { classOf } from "../policy/classification.js";
import { DETAILS, type FieldRule, isLawful, type LegalBasis } from "../policy/field-rule.js";
import { rootOf, sharedTypes } from "../policy/shared-types.js";
import { DayType } from "../store/columns.js";
import type { Dataset } from "./dataset.js";
import { Point } from "./point.js";
import type { PublishedField } from "./published.js";
import { sharedDatasets } from "./row-scope.js";

/** A rule as an agreement has it. */
export type RuleOf = FieldRule & { readonly coordinate: string };

/**
 * What is wrong with a rule: its field must be one of the record's own types and not hold the rows together, the rule
 * must fit what the field holds, and be lawful.
 * @param recordType the type whose rows are granted
 * @param basis the agreement's; without one nothing is said of lawfulness
 * @returns a sentence for each fault
 */
export function ruleFaults(recordType: string, rule: RuleOf, basis: LegalBasis | null): readonly string[] {
  const [typeName = "", name = "", ...more] = rule.coordinate.split(".");
  const dataset = sharedDatasets().get(typeName);
  if (dataset === undefined || rootOf(typeName) !== recordType || more.length > 0)
    return [
      `${rule.coordinate} is not a field of ${recordType} or of what belongs to it: ${familyOf(recordType)}.`,
    ];
  const field = dataset.shape.fields.get(name);
  if (field === undefined) return [`${typeName} has no field ${name || "without a name"}.`];
  const policy = classOf(rule.coordinate) ?? "SENSITIVE";
  const lawful = basis === null || isLawful(rule, policy, basis);
  return [
    ...fitFaults(dataset, name, field, rule),
    ...(lawful
      ? []
      : [`${rule.rule} of ${rule.coordinate} (${policy}) is not lawful on the ground of ${basis}.`]),
  ];
}

function familyOf(recordType: string): string {
  return [...sharedTypes().keys()].filter((name) => rootOf(name) === recordType).join(", ");
}

function fitFaults(
  dataset: Dataset,
  name: string,
  field: PublishedField,
  { coordinate, rule, detail }: RuleOf,
): string[] {
  const details = DETAILS[rule];
  if (details === undefined && detail !== null) return [`${rule} of ${coordinate} takes no detail.`];
  if (Array.isArray(details) && !details.includes(detail))
    return [`${rule} of ${coordinate} takes one of ${details.join(", ")}, but got: ${detail ?? "nothing"}.`];
  if (rule === "CLEAR") return [];
  const sources = dataset.sources(name);
  // What rows are found and ordered by must stay as it is: pages and relations would break, and tell of it.
  const holding = [dataset.key, dataset.within?.by, ...dataset.order.map(({ property }) => property)];
  if (sources.some((source) => holding.includes(source)))
    return [`${coordinate} holds rows together (a key, an order, or what they belong to) and stays clear.`];
  const type = field.type();
  const nullable = field.nullable === true || field.policy !== "PUBLIC";
  const unfit = (what: string) => [
    `${rule}${detail === null ? "" : ` ${detail}`} of ${coordinate}: ${what}.`,
  ];
  if (rule === "HIDE") return nullable ? [] : unfit("it always has a value");
  if (field.relation) return unfit("it leads to other rows, and can only be hidden");
  if (rule === "BUCKET") {
    const step = Number(detail);
    if (type !== Int && type !== Float) return unfit("it is not a number");
    if (!(Number.isFinite(step) && step > 0)) return unfit("the step must be over 0");
    return type === Int && !Number.isInteger(step) ? unfit("whole numbers need a whole step") : [];
  }
  if (rule === "GENERALISE" && detail === "GRID") return type === Point ? [] : unfit("it is not a point");
  if (type !== String && (type !== ID || rule === "GENERALISE")) return unfit("it is not a text");
  if (rule === "GENERALISE" && detail === "DECADE") {
    if (dataset.propertyType(sources[0] ?? "") !== DayType) return unfit("it is not a day");
    return nullable ? [] : unfit("it always has a value");
  }
  if (rule === "GENERALISE" && detail === "DISTRICT") {
    if (!/address/i.test(name)) return unfit("it is not an address");
    return nullable ? [] : unfit("it always has a value, and not every address names a district");
  }
  return [];
}
