import type { EntitySchema } from "@mikro-orm/core";
import { POLICY_CLASSES, type PolicyClass } from "../policy/policy-class.js";
import type { Dataset } from "./dataset.js";
import { type Bilingual, keyOf, shapeOf, type TypeClass } from "./published.js";

/** Published texts that can be searched, each with its weight from 1 (said in passing) to 10 (what it is called). */
export type SearchWeights = Readonly<Record<string, number>>;

/** Texts of other rows that a row is found by as well: its former names, say. */
export interface SearchableChild {
  readonly dataset: Dataset;
  /** The published field that leads to these rows; shown before the field that matched: `names.shortName`. */
  readonly relation: string;
  /** The property of the child that holds its owner's key; absent when a link table ties them. */
  readonly owner?: string;
  readonly link?: { readonly entity: EntitySchema; readonly parent: string; readonly child: string };
  readonly fields: SearchWeights;
  /** The properties that hold the first and the last day on which the text holds. */
  readonly validity?: { readonly from: string; readonly to: string };
}

/** What of a dataset is found by a search. */
export interface Searchable extends Bilingual {
  readonly dataset: Dataset;
  /** The class of whatever leads to the thing itself, where that is not PUBLIC: people. */
  readonly policy?: PolicyClass;
  readonly fields: SearchWeights;
  readonly children?: readonly SearchableChild[];
  /** The PUBLIC field that holds its point, and the properties with its degrees in this datum. */
  readonly point?: {
    readonly field: string;
    readonly latitude: string;
    readonly longitude: string;
    readonly datum: "WGS84" | "GCJ02";
  };
}

/** The type that a searchable dataset is published as, by which the graph refers to its rows. */
export function searchableType({ dataset }: Searchable): { readonly name: string; readonly key: string } {
  const { name } = shapeOf(dataset.type);
  const key = keyOf(dataset.type as TypeClass)?.key;
  if (key === undefined) throw new TypeError(`${name} is searchable, so that it must have a key`);
  return { name, key };
}

/** The strictest class among what is read on the way to a text. */
export function strictest(...classes: readonly (PolicyClass | undefined)[]): PolicyClass {
  const places = classes.map((policy) => (policy === undefined ? 0 : POLICY_CLASSES.indexOf(policy)));
  return POLICY_CLASSES[Math.max(...places)] as PolicyClass;
}
