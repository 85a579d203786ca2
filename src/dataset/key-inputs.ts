import { GraphQLError } from "graphql";
import { Directive, Field, Float, ID, InputType } from "type-graphql";
import { codeOf, fault } from "../errors.js";
import { describe, type TypeClass, type TypeThunk } from "./published.js";

/**
 * What the gateway puts in the place of a condition or an order that another subgraph has to answer: keys, places
 * or values instead of the question. Clients never see these inputs (`@inaccessible`); a subgraph that is asked
 * directly takes them like any filter, under the same rights.
 */

/** What an answer that came from elsewhere has in common. */
interface FromElsewhere {
  /** Tells the question apart from others, so that cursors belong to it and not to the answer of the moment. */
  readonly of: string;
  /** The error that came instead, as JSON: it is to show where the field stands that needed the answer. */
  readonly fault?: string | null;
}

/** Rows by their keys. */
export interface Keys extends FromElsewhere {
  readonly in: readonly string[];
  /** The rows that have none of these keys. */
  readonly not?: boolean | null;
}

/** Rows near places. */
export interface Areas extends FromElsewhere {
  /** Latitude, longitude, latitude, longitude ... in WGS-84. */
  readonly centers: readonly number[];
  readonly km: number;
}

/** Rows in the order of values that another subgraph holds. */
export interface OrderValues extends FromElsewhere {
  readonly direction: string;
  /** JSON: `[[key, value], ...]`, the values all numbers or all texts, null where there is none. */
  readonly values: string;
}

@InputType("_Keys", { description: "网关专用:按键取行 / For the gateway: rows by their keys" })
class KeysInput {
  @Field(() => [ID], { description: "键 / Keys" })
  in!: string[];
  @Field(() => Boolean, { nullable: true, description: "取反 / The others" })
  not?: boolean | null;
  @Field(() => String, { description: "所答问题的标识 / Tells the question apart" })
  of!: string;
  @Field(() => String, { nullable: true, description: "未能作答的错误(JSON) / The error instead, as JSON" })
  fault?: string | null;
}

@InputType("_Areas", { description: "网关专用:若干地点周围 / For the gateway: around places" })
class AreasInput {
  @Field(() => [Float], {
    description: "WGS-84 纬度、经度依次排列 / Latitudes and longitudes in turn, WGS-84",
  })
  centers!: number[];
  @Field(() => Float, { description: "半径(公里) / Radius in kilometres" })
  km!: number;
  @Field(() => String, { description: "所答问题的标识 / Tells the question apart" })
  of!: string;
  @Field(() => String, { nullable: true, description: "未能作答的错误(JSON) / The error instead, as JSON" })
  fault?: string | null;
}

@InputType("_OrderValues", {
  description: "网关专用:按他处的值排序 / For the gateway: by values held elsewhere",
})
class OrderValuesInput {
  @Field(() => String, { description: "排序方向 / Direction" })
  direction!: string;
  @Field(() => String, { description: "键与值(JSON) / Keys and values, as JSON" })
  values!: string;
  @Field(() => String, { description: "所答问题的标识 / Tells the question apart" })
  of!: string;
  @Field(() => String, { nullable: true, description: "未能作答的错误(JSON) / The error instead, as JSON" })
  fault?: string | null;
}

for (const input of [KeysInput, AreasInput, OrderValuesInput]) Directive("@inaccessible")(input);

/** The member through which a filter on rows of a type, or on references to them, takes keys. */
export const keysMember = (typeName: string) => `_keys_${typeName}`;
/** The member through which a filter on divisions takes the keys of divisions that a row may lie in. */
export const INSIDE = "_inside_Division";
/** The member through which a filter on points takes places. */
export const NEAR = "_near";
/** The member of an order that takes values: of the rows themselves, or of what a field of theirs refers to. */
export const valuesMember = (typeName: string, field?: string) =>
  field === undefined ? `_values_${typeName}` : `_values_${field}_${typeName}`;

/** Adds a member for the gateway alone to an input. */
export function addHidden(input: TypeClass, member: string, kind: "keys" | "areas" | "values"): void {
  const type: TypeThunk = {
    keys: () => [KeysInput],
    areas: () => [AreasInput],
    values: () => OrderValuesInput,
  }[kind];
  const description = describe({ zh: "网关专用", en: "For the gateway alone" });
  Field(type as () => object, { nullable: true, description })(input.prototype, member);
  Directive("@inaccessible")(input.prototype, member);
}

/**
 * Throws the error that came instead of an answer.
 * @throws the error as it came, when it is one of the catalogue; BAD_FILTER when it is not
 */
export function throwFault({ fault: text }: FromElsewhere): void {
  if (text == null) return;
  const bad = fault("BAD_FILTER", { field: "fault", reason: "it is not an error of this service." });
  let sent: { message?: unknown; extensions?: Record<string, unknown> } | null = null;
  try {
    sent = JSON.parse(text);
  } catch {
    throw bad;
  }
  const error = new GraphQLError(String(sent?.message), { extensions: sent?.extensions ?? {} });
  throw codeOf(error) === undefined ? bad : error;
}

/** A filter or an order as its questions, without the answers that stand in it: what a cursor belongs to. */
export function withoutAnswers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutAnswers);
  if (typeof value !== "object" || value === null) return value;
  const { of } = value as Partial<FromElsewhere>;
  const { in: _keys, values: _values, centers: _places, ...question } = value as Record<string, unknown>;
  if (typeof of === "string") return question;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withoutAnswers(member)]));
}
