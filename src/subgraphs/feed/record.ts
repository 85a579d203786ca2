import type { Dataset, ReadPlan } from "../../dataset/dataset.js";
import { type PublishedShape, type Row, shapeOf, type TypeClass } from "../../dataset/published.js";
import { type Caller, mayRead } from "../../policy/caller.js";

/** Makes the record of a row: what the plan publishes of it, and nothing else that the plan read. */
export type RecordOf = (row: Row) => Readonly<Record<string, unknown>>;

type Pick = (published: Readonly<Record<string, unknown>>) => Record<string, unknown>;

/**
 * How rows of a dataset become records: each field that the plan gives, in the order of names, so that its JSON is the
 * canonical text of the record. References to other types are their keys. What passes with time alone (how fresh it is)
 * is left out: a mirror's copy would be wrong without a change.
 * @returns also a text that differs for records of different fields
 */
export function recordOf(
  dataset: Dataset,
  plan: ReadPlan,
  caller: Caller,
): { toRecord: RecordOf; shape: string } {
  const given = new Set(plan.fields);
  const pick = picker(dataset.shape, (name) => given.has(name), caller);
  return { toRecord: (row) => pick.pick(plan.publish(row) as never), shape: pick.shape };
}

function picker(
  { fields }: PublishedShape,
  gives: (name: string) => boolean,
  caller: Caller,
): { pick: Pick; shape: string } {
  const picked = [...fields]
    .filter(([name, { relation, passing }]) => !relation && passing !== true && gives(name))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, { type }]) => {
      const inner = innerShape(type());
      if (inner === undefined) return { name, inner };
      return {
        name,
        inner: picker(inner, (own) => mayRead(caller, inner.fields.get(own)?.policy ?? "PUBLIC"), caller),
      };
    });
  const pick = written(picked.map(({ name, inner }) => ({ name, pick: inner?.pick })));
  const shape = picked
    .map(({ name, inner }) => (inner === undefined ? name : `${name}(${inner.shape})`))
    .join();
  return { pick, shape };
}

/**
 * Picks as if written out by hand, with all properties at once: a record has thirty, and one by one they take several
 * times as long. Names are those of published fields.
 */
function written(members: readonly { readonly name: string; readonly pick: Pick | undefined }[]): Pick {
  const properties = members.map(({ name, pick }, at) => {
    const value = `published[${JSON.stringify(name)}]`;
    return `${JSON.stringify(name)}: ${pick === undefined ? value : `within(${value}, picks[${at}])`}`;
  });
  const make = new Function("within", "picks", `return (published) => ({ ${properties.join(", ")} });`);
  return make(
    within,
    members.map(({ pick }) => pick),
  ) as Pick;
}

function within(value: unknown, pick: Pick): unknown {
  if (Array.isArray(value)) return value.map((each) => within(each, pick));
  return typeof value === "object" && value !== null ? pick(value as never) : value;
}

/** The shape of an object type; undefined for scalars and enums. */
function innerShape(type: unknown): PublishedShape | undefined {
  const one = Array.isArray(type) ? type[0] : type;
  if (typeof one !== "function") return undefined;
  const shape = shapeOf(one as TypeClass);
  return shape.fields.size > 0 ? shape : undefined;
}
