import type { PolicyClass } from "./policy-class.js";

/** What is known of a published field beside its class. */
export interface FieldFacts {
  /** The type that a relation leads to; asked for late, since types may refer to each other. */
  readonly leadsTo?: () => string | undefined;
  /** The properties of the row that it is made from. */
  readonly sources?: () => readonly string[];
  /** For a relation, the properties that its resolver has of the row: what it shows tells of them. */
  readonly lends?: readonly string[];
  /**
   * For a list that is read from the other end, the references that it is read by, as `Type.field`: who finds a row
   * in it knows what the row refers to. One of them at least must be clear in all rows.
   */
  readonly through?: () => readonly string[];
  /** Lists that its value is computed or found from: where an agreement hides one of them, it is hidden too. */
  readonly hiddenWith?: readonly string[];
  /** The field whose rights it has: a distance tells of the point, a sum of what was summed. */
  readonly sameAs?: string;
  /** Fields that its value tells of beside its own: who does not read these in clear is not given it. */
  readonly needs?: readonly string[];
  /** Whether a partner sees it, though it is INTERNAL, in rows that concern him: the dataset says which those are. */
  readonly concerned?: boolean;
}

interface Classified extends FieldFacts {
  readonly policy: PolicyClass;
}

const fields = new Map<string, Classified>();

/**
 * Records the class of a published field. A field that nobody classified is not readable: see {@link classOf}.
 * @param coordinate `Type.field`
 */
export function classify(coordinate: string, policy: PolicyClass, facts: FieldFacts = {}): void {
  fields.set(coordinate, { ...fields.get(coordinate), ...facts, policy });
}

/** The class of a published field, or undefined when it has none. */
export function classOf(coordinate: string): PolicyClass | undefined {
  return fields.get(coordinate)?.policy;
}

/** What else is known of a published field. */
export function factsOf(coordinate: string): FieldFacts {
  return fields.get(coordinate) ?? {};
}

/** Adds to what is known of a published field, before or after it is classified. */
export function noteFacts(coordinate: string, facts: FieldFacts): void {
  // Not readable until it has a class of its own.
  fields.set(coordinate, { policy: "SENSITIVE", ...fields.get(coordinate), ...facts });
}

/** The classified fields of a type, by their coordinates. */
export function fieldsOfType(typeName: string): readonly string[] {
  return [...fields.keys()].filter((coordinate) => coordinate.startsWith(`${typeName}.`));
}
