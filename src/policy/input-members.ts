import type { PolicyClass } from "./policy-class.js";

/** Whose rights a member of an input has: what it compares, orders, groups or counts by. */
export interface MemberRight {
  /** `Type.field` */
  readonly coordinate: string;
  /** Its class, where the field has none of its own: a condition that is computed from several, say. */
  readonly policy?: PolicyClass;
}

const members = new Map<string, MemberRight>();
const values = new Map<string, string>();
const places = new Map<string, string>();

/** Records whose rights a member of an input has; noted where the input is made. */
export function noteMember(input: string, member: string, right: MemberRight): void {
  members.set(`${input}.${member}`, right);
}

/** Whose rights a member of an input has; undefined for what tells of no field: operators, `and`, `or`, `not`. */
export function rightOfMember(input: string, member: string): MemberRight | undefined {
  return members.get(`${input}.${member}`);
}

/** Records that a value of an enum stands for a published type. */
export function noteTypeValue(enumName: string, value: string, typeName: string): void {
  values.set(`${enumName}.${value}`, typeName);
}

/** The published type that a value of an enum stands for, where it stands for one. */
export function typeOfValue(enumName: string, value: string): string | undefined {
  return values.get(`${enumName}.${value}`);
}

/** Records the field that tells where the rows of a type are, when others are looked for around them. */
export function notePlace(typeName: string, coordinate: string): void {
  places.set(typeName, coordinate);
}

/** The field that tells where the rows of a type are. */
export function placeOf(typeName: string): string | undefined {
  return places.get(typeName);
}
