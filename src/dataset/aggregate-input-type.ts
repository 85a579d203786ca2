import { Field, InputType } from "type-graphql";
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
