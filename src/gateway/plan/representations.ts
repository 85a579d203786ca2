import type { InputRewrite, RequiresSelection } from "@graphql-hive/router-query-planner";
import { compileRewrites } from "./rewrites.js";
import type { Entity, PossibleTypes } from "./types.js";
import { isEntity, Uncompilable } from "./types.js";

/** Makes of an entity what its subgraph is asked by; undefined when it has not got what that takes. */
export type Represent = (entity: Entity) => Entity | undefined;

/** Compiles `requires` and what is changed in it. */
export function compileRepresentation(
  requires: readonly RequiresSelection[],
  inputRewrites: readonly InputRewrite[] | undefined,
  types: PossibleTypes,
): Represent {
  const pick = compileSelections(requires, types);
  const rewrite = compileRewrites(inputRewrites, types);
  return (entity) => {
    if (entity["__typename"] == null) return undefined;
    const representation: Entity = {};
    pick(entity, representation);
    if (isBare(representation)) return undefined;
    representation["__typename"] ??= entity["__typename"];
    rewrite?.(representation);
    return representation;
  };
}

/** Equal for equal representations: the builder gives their members in one order. */
export function identityOf(representation: Entity): string {
  let [text, members] = ["", 0];
  for (const key in representation) {
    const value = representation[key];
    if (typeof value === "object" || ++members > 3) return JSON.stringify(representation);
    text += typeof value === "string" ? `${key}"${value.length}"${value}` : `${key}:${String(value)},`;
  }
  return text;
}

type Pick = (entity: Entity, into: Entity) => void;

function compileSelections(selections: readonly RequiresSelection[], types: PossibleTypes): Pick {
  const picks = selections.map((selection): Pick => {
    if (selection.kind === "Field") {
      const { name, alias, selections: below } = selection;
      return pickField(
        name,
        alias ?? name,
        below && below.length > 0 ? compileSelections(below, types) : undefined,
      );
    }
    if (selection.kind !== "InlineFragment") throw new Uncompilable("requires");
    const names = types([selection.typeCondition]);
    const within = compileSelections(selection.selections, types);
    return (entity, into) => {
      if (names.has(entity["__typename"] as string)) within(entity, into);
    };
  });
  if (picks.length === 1) return picks[0] as Pick;
  return (entity, into) => {
    for (const pick of picks) pick(entity, into);
  };
}

function pickField(name: string, key: string, below: Pick | undefined): Pick {
  return (entity, into) => {
    const value = entity[name] === undefined ? entity[key] : entity[name];
    if (value == null) return;
    if (below === undefined) {
      into[key] = value;
      return;
    }
    const picked = pickBelow(value, below, into[key]);
    if (picked != null) into[key] = picked;
  };
}

function pickBelow(value: unknown, below: Pick, before: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map((item, at) => pickBelow(item, below, Array.isArray(before) ? before[at] : undefined));
  }
  if (!isEntity(value)) return null;
  const picked: Entity = isEntity(before) ? before : {};
  below(value, picked);
  return isBare(picked) ? null : picked;
}

/** Nothing but what it is called. */
function isBare(picked: Entity): boolean {
  for (const key in picked) if (key !== "__typename") return false;
  return true;
}
