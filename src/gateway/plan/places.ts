import type { FlattenNodePathSegment } from "@graphql-hive/router-query-planner";
import type { Answer } from "./merge.js";
import type { Satisfies } from "./types.js";

/** Where in an answer, as an error's path has it. */
export type Path = readonly (string | number)[];

/** Visits the objects at a place of a plan within an answer, in their order. */
export type Places = (root: unknown, visit: (entity: Answer) => void) => void;

/** A step of a plan's path: into a field, into each element of a list, or on if the object is of one of these types. */
type Step =
  | { readonly kind: "field"; readonly name: string }
  | { readonly kind: "list" }
  | { readonly kind: "types"; readonly types: ReadonlySet<string>; readonly stated: readonly string[] };

function stepsOf(path: readonly FlattenNodePathSegment[], satisfies: Satisfies): Step[] {
  return path.map((segment): Step => {
    if (segment === "@") return { kind: "list" };
    if ("Field" in segment) return { kind: "field", name: segment.Field };
    const types = new Set(segment.TypeCondition.flatMap((name) => [...satisfies(name)]));
    return { kind: "types", types, stated: segment.TypeCondition };
  });
}

/** The objects that a path of a plan leads to; each step made into code once. */
export function placesOf(path: readonly FlattenNodePathSegment[], satisfies: Satisfies): Places {
  const steps = stepsOf(path, satisfies);
  let walk: Walk = visitAll;
  for (const step of steps.reverse()) walk = walkOf(step, walk);
  return walk;
}

type Walk = (value: unknown, visit: (entity: Answer) => void) => void;

const visitAll: Walk = (value, visit) => {
  if (Array.isArray(value)) for (const element of value) visitAll(element, visit);
  else if (isObject(value)) visit(value);
};

function walkOf(step: Step, next: Walk): Walk {
  if (step.kind === "list")
    return (value, visit) => {
      if (Array.isArray(value)) for (const element of value) if (element != null) next(element, visit);
    };
  const own: Walk =
    step.kind === "field"
      ? (value, visit) => {
          const inside = (value as Answer)[step.name];
          if (inside != null) next(inside, visit);
        }
      : (value, visit) => {
          const type = (value as Answer)["__typename"];
          if (typeof type !== "string" || step.types.has(type)) next(value, visit);
        };
  const walk: Walk = (value, visit) => {
    if (Array.isArray(value)) for (const element of value) walk(element, visit);
    else if (isObject(value)) own(value, visit);
  };
  return walk;
}

/** The paths to those objects, in the order of `placesOf`: only for what went wrong. */
export function pathsTo(
  root: unknown,
  path: readonly FlattenNodePathSegment[],
  satisfies: Satisfies,
): { readonly entity: Answer; readonly path: Path }[] {
  const found: { entity: Answer; path: Path }[] = [];
  const steps = stepsOf(path, satisfies);
  const walk = (value: unknown, at: number, so: Path): void => {
    if (value == null) return;
    const step = steps[at];
    if (Array.isArray(value)) {
      value.forEach((element, index) => {
        walk(element, step?.kind === "list" ? at + 1 : at, [...so, index]);
      });
    } else if (!isObject(value)) return;
    else if (step === undefined) found.push({ entity: value, path: so });
    else if (step.kind === "field") walk(value[step.name], at + 1, [...so, step.name]);
    else if (step.kind === "types") {
      const type = value["__typename"];
      if (typeof type !== "string" || step.types.has(type)) walk(value, at + 1, so);
    }
  };
  walk(root, 0, []);
  return found;
}

/** The fields of a path, as an error's path has them where the element is not known. */
export function fieldsOf(path: readonly FlattenNodePathSegment[]): string[] {
  return path.flatMap((segment) => (segment !== "@" && "Field" in segment ? [segment.Field] : []));
}

const isObject = (value: unknown): value is Answer => typeof value === "object" && value !== null;
