import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../src/project-root.js";

/** One operation that is measured. */
export interface Shape {
  readonly name: string;
  /** The part of a requests' body besides what a client adds. */
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** Requests a second as a ratio to the endpoint by hand that are wanted. */
  readonly goal?: number;
}

const read = (name: string) => readFileSync(join(projectRoot(), `bench/operations/${name}.graphql`), "utf8");

/**
 * The five shapes over our graph.
 * @param teamId the team that is asked for by its id
 */
export function graphShapes(teamId: string): Shape[] {
  return [
    { name: "trivial", query: read("trivial") },
    { name: "flat", query: read("flat"), goal: 0.75 },
    { name: "federated", query: read("federated"), goal: 0.75 },
    { name: "entity", query: read("entity"), variables: { id: teamId }, goal: 0.4 },
    { name: "rows", query: read("rows"), goal: 0.85 },
  ];
}

/** The body of a request. */
export function bodyOf({ query, variables = {} }: Shape): string {
  return JSON.stringify({ query, variables });
}
