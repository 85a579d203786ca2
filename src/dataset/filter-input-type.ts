import { Field } from "type-graphql";
import { type MemberRight, noteMember } from "../policy/input-members.js";
import { noteByClock } from "./by-clock.js";
import type { Dataset } from "./dataset.js";
import type { FilterOptions } from "./filter.js";
import { DivisionFilter, define, inputOf } from "./filter-inputs.js";
import type { FilterKind } from "./filter-kind.js";
import { type Bilingual, describe, type TypeClass, type TypeThunk } from "./published.js";

/** The input type of a dataset's filter: a member for each field that can be compared, each relation, and and, or, not. */
export function filterInput(
  dataset: Dataset,
  kinds: ReadonlyMap<string, FilterKind>,
  options: FilterOptions,
): TypeClass {
  const { name: typeName, fields } = dataset.shape;
  const name = options.name ?? `${typeName}Filter`;
  const input = define(name, typeName, typeName, {});
  const join = (member: string, type: TypeThunk, text: Bilingual) =>
    Field(type as () => object, { nullable: true, description: describe(text) })(input.prototype, member);
  const add = (
    member: string,
    type: TypeThunk,
    text: Bilingual,
    right: Omit<MemberRight, "coordinate"> = {},
  ) => {
    join(member, type, text);
    noteMember(name, member, { coordinate: `${typeName}.${member}`, ...right });
  };
  for (const [member, kind] of kinds) {
    // Made here, not when asked: a schema knows only the inputs that there are when it is built.
    const compared = inputOf(kind);
    add(member, () => compared, fields.get(member) as Bilingual);
  }
  if (options.division === true) add("division", () => DivisionFilter, { zh: "行政区划", en: "Division" });
  for (const [member, related] of Object.entries(options.relations ?? {})) {
    const child = () => related.filter.input;
    const quantified = define(
      `${name}${member[0]?.toUpperCase()}${member.slice(1)}`,
      related.zh,
      related.en,
      {
        some: [child, { zh: "至少有一条符合", en: "At least one meets this" }],
        none: [child, { zh: "没有一条符合", en: "None meets this" }],
        every: [child, { zh: "每一条都符合(没有也算)", en: "Each meets this; so do none at all" }],
      },
    );
    add(member, () => quantified, related);
  }
  for (const [member, one] of Object.entries(options.toOne ?? {})) add(member, one.type, one);
  for (const [member, own] of Object.entries(options.own ?? {})) {
    add(member, own.type, own, { policy: own.policy });
    if (own.byClock === true) noteByClock(name, member);
  }
  join("and", () => [input], { zh: "全部成立", en: "All of these hold" });
  join("or", () => [input], { zh: "至少一个成立", en: "At least one of these holds" });
  join("not", () => input, { zh: "不成立", en: "This does not hold" });
  return input;
}
