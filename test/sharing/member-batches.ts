import { type DocumentNode, type GraphQLSchema, getNamedType, isObjectType, parse } from "graphql";
import { classOf } from "../../src/policy/classification.js";
import { rightOfMember } from "../../src/policy/input-members.js";
import { CLOSED_COLUMNS, coordinateOf, type Rows } from "./partner-model.js";
import { literal, type MemberUse, memberUses } from "./ways.js";

/** What compares, counts, orders or combines, and tells of no field by itself. */
export const OPERATORS: ReadonlySet<string> = new Set(
  `and or not some none every count where inside near eq ne in notIn lt lte gt gte within contains startsWith isNull
  at from direction by level left is right key countDistinct sum avg median min max share ratio compare id code
  center km latitude longitude datum`.split(/\s+/),
);

/** The field that a member of an input goes by: as noted, or the relation of its type that leads to another dataset. */
export function coordinateOfMember(
  input: string,
  member: string,
): { coordinate: string; policy: string } | undefined {
  const right = rightOfMember(input, member);
  if (right !== undefined) {
    return { coordinate: right.coordinate, policy: classOf(right.coordinate) ?? right.policy ?? "PUBLIC" };
  }
  const coordinate = `${input.replace(/(List)?(Filter|Order)$/, "")}.${member}`;
  const policy = classOf(coordinate);
  return policy === undefined ? undefined : { coordinate, policy };
}

/** The type whose rows a field leads to: through a page, that of its nodes. */
function targetOf(schema: GraphQLSchema, coordinate: string): string | undefined {
  const [owner, name] = coordinate.split(".") as [string, string];
  const type = schema.getType(owner);
  const target = isObjectType(type) ? getNamedType(type.getFields()[name]?.type) : undefined;
  if (!isObjectType(target)) return undefined;
  const nodes = target.getFields()["nodes"];
  return nodes === undefined ? target.name : getNamedType(nodes.type).name;
}

/** Uses of members in one operation. */
export interface Batch {
  readonly document: DocumentNode;
  readonly sent: ReadonlySet<string>;
  readonly uses: readonly (MemberUse & {
    readonly at: string;
    readonly coordinate: string;
    readonly policy: string;
    readonly target: string | undefined;
  })[];
}

/**
 * The uses of all members that have a field's rights, some at a time in one operation, each under an alias.
 * @param wanted of which classes of fields
 */
export function memberBatches(
  schema: GraphQLSchema,
  rows: Rows,
  wanted: (policy: string) => boolean = () => true,
): Batch[] {
  const all = memberUses(schema).flatMap((use) => {
    const found = coordinateOfMember(use.input, use.member);
    if (found === undefined || !wanted(found.policy)) return [];
    const value = realValueOf(rows, found.coordinate);
    return valuesFor(use, value).map((literal) => ({
      ...use,
      ...found,
      at: `${use.input}.${use.member} ${literal}`,
      target: targetOf(schema, found.coordinate),
      body: use.query.replace("VALUE", literal).slice(1, -1),
      value,
    }));
  });
  return Array.from({ length: Math.ceil(all.length / AT_ONCE) }, (_, at) => {
    const uses = all.slice(at * AT_ONCE, (at + 1) * AT_ONCE);
    const body = uses.map((use, place) => `u${place}: ${use.body}`).join(" ");
    return { document: parse(`{ ${body} }`), uses, sent: new Set(uses.map(({ value }) => value)) };
  });
}

const AT_ONCE = 20;

/** A real value of a field about people: a guess that is right. */
function realValueOf(rows: Rows, coordinate: string): string {
  for (const [table, columns] of Object.entries(CLOSED_COLUMNS))
    for (const column of columns)
      if (coordinateOf(table, column) === coordinate)
        return String(rows.tables.get(table)?.find((row) => row[column] !== null)?.[column]);
  return "x";
}

/** Ways to use a member: each operator of a text, one of anything else. */
function valuesFor({ type, leaf }: MemberUse, value: string): string[] {
  if (type === undefined) return [leaf];
  const fields = type.getFields();
  if (fields["contains"] !== undefined && value !== "x") {
    const text = JSON.stringify(value);
    const part = JSON.stringify([...value].slice(0, 2).join(""));
    const given = [`eq: ${text}`, `ne: ${text}`, `in: [${text}]`, `notIn: [${text}]`, `contains: ${part}`];
    return [...given, `startsWith: ${part}`, "isNull: false"].map((each) => `{ ${each} }`);
  }
  if (fields["isNull"] !== undefined) return ["{ isNull: false }"];
  if (fields["some"] !== undefined) return ["{ some: {} }"];
  return [literal(type)];
}
