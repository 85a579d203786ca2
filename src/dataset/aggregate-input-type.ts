import { Field, InputType } from "type-graphql";
import { noteMember } from "../policy/input-members.js";
import type { PolicyClass } from "../policy/policy-class.js";
import { type Bilingual, describe, type TypeClass, type TypeThunk } from "./published.js";

/** The members of an input by name. */
export type Members = Readonly<
  Record<string, readonly [type: TypeThunk, text: Bilingual, required?: boolean]>
>;

/** Makes an input class; its members may be left out unless they are required. */
export function inputType(name: string, text: Bilingual, members: Members): TypeClass {
  class Input {}
  InputType(name, { description: describe(text) })(Input);
  for (const [member, [type, { zh, en }, required]] of Object.entries(members)) {
    const description = describe({ zh, en });
    Field(type as () => object, { nullable: required !== true, description })(Input.prototype, member);
  }
  return Input;
}

/** What members of an input tell of, by their name: fields of a type's rows, each with its class. */
export type Told = ReadonlyMap<string, Bilingual & { readonly policy: PolicyClass }>;

/** Makes an input whose members each tell of a field of a type's rows, and have that field's rights. */
export function inputOnFields(
  typeName: string,
  name: string,
  text: Bilingual,
  told: Told,
  members: Members,
): TypeClass {
  for (const [member, { policy }] of told)
    noteMember(name, member, { coordinate: `${typeName}.${member}`, policy });
  return inputType(name, text, members);
}
