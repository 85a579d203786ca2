import type { RequiresSelection } from "@graphql-hive/router-query-planner";
import type { Answer } from "./merge.js";
import type { Rewrite } from "./rewrites.js";
import type { Satisfies } from "./types.js";

/** What stands for an entity when another source is asked about it; undefined when too little is known of it. */
export type Represent = (entity: Answer) => Answer | undefined;

/** Adds to a representation what it takes of an entity. */
type Take = (entity: Answer, into: Answer) => void;

/** How entities are told to a source, by what its fields require. */
export function representer(
  requires: readonly RequiresSelection[],
  rewrites: readonly Rewrite[],
  satisfies: Satisfies,
): Represent {
  const take = takeAll(requires, satisfies);
  return (entity) => {
    const typeName = entity["__typename"];
    if (typeof typeName !== "string") return undefined;
    let representation: Answer = {};
    take(entity, representation);
    if (tellsNothing(representation)) return undefined;
    representation["__typename"] ??= typeName;
    for (const rewrite of rewrites) representation = rewrite(representation) as Answer;
    return representation;
  };
}

function takeAll(requires: readonly RequiresSelection[], satisfies: Satisfies): Take {
  const takes = requires.map((selection) => takeOne(selection, satisfies));
  const [only, second] = takes;
  if (only !== undefined && second === undefined) return only;
  return (entity, into) => {
    for (const take of takes) take(entity, into);
  };
}

function takeOne(selection: RequiresSelection, satisfies: Satisfies): Take {
  if (selection.kind === "InlineFragment") {
    const types = satisfies(selection.typeCondition);
    const inner = takeAll(selection.selections, satisfies);
    return (entity, into) => {
      if (types.has(entity["__typename"] as string)) inner(entity, into);
    };
  }
  if (selection.kind !== "Field")
    throw new TypeError(`The plan requires a ${selection.kind}, which is not known.`);
  const { name, alias = name, selections } = selection;
  const inner = selections === undefined ? undefined : takeAll(selections, satisfies);
  return (entity, into) => {
    const known = entity[name] === undefined ? entity[alias] : entity[name];
    if (known == null) return;
    const value = inner === undefined ? known : taken(inner, known);
    if (value == null) return;
    const before = into[alias];
    if (before === undefined || inner === undefined) into[alias] = value;
    else into[alias] = { ...(before as Answer), ...(value as Answer) };
  };
}

function taken(take: Take, value: unknown): unknown {
  if (value == null) return value;
  if (Array.isArray(value)) return value.map((element) => taken(take, element));
  const into: Answer = {};
  take(value as Answer, into);
  return tellsNothing(into) ? null : into;
}

/** Whether it has no more than its type. */
function tellsNothing(value: Answer): boolean {
  for (const key in value) if (key !== "__typename") return false;
  return true;
}
