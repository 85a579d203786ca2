import {
  type GraphQLError,
  GraphQLIncludeDirective,
  type GraphQLInputType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getDirectiveValues,
  getNullableType,
  isInputObjectType,
  isInputType,
  isListType,
  valueFromAST,
} from "graphql";
import type { RequestContext } from "../context.js";
import type { Areas, Keys, OrderValues } from "../dataset/key-inputs.js";
import { KEYS_MAXIMUM } from "../dataset/key-queries.js";
import { PLACES_MAXIMUM } from "../dataset/near-places.js";
import { fault } from "../errors.js";
import { type Answer, type AskElsewhere, hash } from "./ask-elsewhere.js";
import { leadsOut, type Site } from "./crossing-sites.js";
import { small } from "./crossing-types.js";
import type { Ask, Crossing, Crossings } from "./crossings.js";

type Input = Readonly<Record<string, unknown>>;
type Variables = Readonly<Record<string, unknown>>;

/**
 * Answers the crossings of arguments: asks the subgraphs that hold the keys, and puts what they say where the
 * question stood. What goes wrong does not stop the operation: it is passed on to the field that needed the answer,
 * and shows there.
 */
export class CrossingAnswers {
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly crossings: Crossings,
    private readonly ask: AskElsewhere,
  ) {}

  /**
   * The values for the sites of a document.
   * @param variables coerced
   * @returns the values by the sites' variables; undefined when no site leads anywhere, and the document can run as
   * it is
   */
  async valuesFor(
    sites: readonly Site[],
    variables: Variables,
    ctx: RequestContext,
  ): Promise<Variables | undefined> {
    const given = sites.map((site) => ({
      site,
      // A field that is left out asks nothing.
      value: isSkipped(site, variables) ? undefined : valueFromAST(site.value, site.type, variables),
    }));
    const leads = ({ site, value }: (typeof given)[number]) =>
      isSkipped(site, variables) || leadsOut(this.crossings, value, site.type);
    if (!given.some(leads)) return undefined;
    const answered = await Promise.all(
      given.map(
        async ({ site, value }) => [site.variable, await this.answer(value, site.type, ctx)] as const,
      ),
    );
    return Object.fromEntries(answered.filter(([, value]) => value !== undefined));
  }

  private async answer(value: unknown, type: GraphQLInputType, ctx: RequestContext): Promise<unknown> {
    const bare = getNullableType(type);
    if (isListType(bare)) {
      if (!Array.isArray(value)) return value;
      return await Promise.all(value.map((item) => this.answer(item, bare.ofType, ctx)));
    }
    if (!isInputObjectType(bare) || typeof value !== "object" || value === null) return value;
    const leaving = this.crossings.get(bare.name);
    const fields = bare.getFields();
    const members = await Promise.all(
      Object.entries(value).map(async ([name, member]): Promise<[string, unknown]> => {
        const crossing = leaving?.get(name);
        if (crossing !== undefined) return [crossing.hidden, await this.cross(crossing, member, ctx)];
        return [name, await this.answer(member, fields[name]?.type as GraphQLInputType, ctx)];
      }),
    );
    return merged(members);
  }

  private async cross(crossing: Crossing, given: unknown, ctx: RequestContext): Promise<unknown> {
    if (given === null) return undefined;
    const input = given as Input;
    switch (crossing.kind) {
      case "referred":
        return [toKeys(await this.keys(crossing, input, undefined, ctx))];
      case "related":
        return await this.related(crossing, input, ctx);
      case "near":
        return await Promise.all(
          [...crossing.places].flatMap(([type, ask]) => {
            const near = input[small(type)] as Near | null | undefined;
            return near == null ? [] : [this.places(ask, crossing.coordinate, near, ctx)];
          }),
        );
      case "orderByValue":
        return await this.values(crossing, { orderBy: input }, directionIn(input), ctx);
      case "orderByCount":
        return await this.values(crossing, { where: input["where"] ?? null }, String(input["count"]), ctx);
    }
  }

  private async related(crossing: Related, quantifiers: Input, ctx: RequestContext): Promise<Keys[]> {
    const some = async (where: unknown, atLeast: number, not: boolean) =>
      toKeys(await this.keys(crossing, where as Input | null, atLeast, ctx), not);
    const parts = Object.entries(quantifiers).flatMap(([quantifier, where]): Promise<Keys>[] => {
      if (where === null) return [];
      if (quantifier === "some") return [some(where, 1, false)];
      if (quantifier === "none") return [some(where, 1, true)];
      if (quantifier === "every") return [some({ not: where }, 1, true)];
      const { where: counted = null, ...bounds } = where as Input;
      return Object.entries(bounds).flatMap(([operator, bound]) =>
        boundsOf(crossing.coordinate, operator, bound).map(async (part) =>
          "atLeast" in part ? await some(counted, part.atLeast, part.not) : part,
        ),
      );
    });
    return await Promise.all(parts);
  }

  /** @param atLeast how many rows must belong to a key; undefined where the keys are the rows' own */
  private keys(
    { ask, coordinate }: { readonly ask: Ask; readonly coordinate: string },
    where: Input | null,
    atLeast: number | undefined,
    ctx: RequestContext,
  ): Promise<Answer<readonly string[]>> {
    const asked = { where, ...(atLeast === undefined ? {} : { atLeast }) };
    return this.ask({ ask, coordinate, asked, maximum: KEYS_MAXIMUM }, ctx, () =>
      this.prepared(ask, asked, ctx),
    );
  }

  private async places(
    ask: Ask,
    coordinate: string,
    { where, km }: Near,
    ctx: RequestContext,
  ): Promise<Areas> {
    const asked = { where: where ?? null };
    const question = { ask, coordinate, asked, maximum: PLACES_MAXIMUM, width: 2 };
    const answer = await this.ask<readonly number[]>(question, ctx, () => this.prepared(ask, asked, ctx));
    const of = hash([answer.of, km]);
    return "got" in answer
      ? { centers: answer.got, km, of }
      : { centers: [], km, of, ...faultOf(answer.error) };
  }

  private async values(
    { ask, coordinate }: { readonly ask: Ask; readonly coordinate: string },
    asked: Input,
    direction: string,
    ctx: RequestContext,
  ): Promise<OrderValues> {
    const question = { ask, coordinate, asked, maximum: KEYS_MAXIMUM };
    const answer = await this.ask<string>(question, ctx, () => this.prepared(ask, asked, ctx));
    const { of } = answer;
    return "got" in answer
      ? { direction, values: answer.got, of }
      : { direction, values: "[]", of, ...faultOf(answer.error) };
  }

  /** The question as it is sent: what it asks of a third subgraph is answered first. */
  private async prepared(ask: Ask, { where, orderBy, ...rest }: Input, ctx: RequestContext): Promise<Input> {
    const type = this.schema.getType(ask.input);
    if (!isInputType(type)) throw new TypeError(`The graph has no input ${ask.input}`);
    return {
      ...rest,
      ...(where === undefined ? {} : { where: await this.answer(where, type, ctx) }),
      ...(orderBy === undefined ? {} : { orderBy: await this.answer(orderBy, type, ctx) }),
    };
  }
}

type Related = Extract<Crossing, { kind: "related" }>;

interface Near {
  readonly where?: Input | null;
  readonly km: number;
}

function isSkipped({ directives }: Site, variables: Variables): boolean {
  const node = { directives };
  return (
    getDirectiveValues(GraphQLSkipDirective, node, variables)?.["if"] === true ||
    getDirectiveValues(GraphQLIncludeDirective, node, variables)?.["if"] === false
  );
}

/** Conditions that came for the same hidden member all hold. */
function merged(members: readonly (readonly [string, unknown])[]): Input {
  const all: Record<string, unknown> = {};
  for (const [name, value] of members) {
    if (value === undefined) continue;
    const before = all[name];
    all[name] = Array.isArray(before) && Array.isArray(value) ? [...before, ...value] : value;
  }
  return all;
}

function toKeys(answer: Answer<readonly string[]>, not = false): Keys {
  const { of } = answer;
  return "got" in answer ? { in: answer.got, not, of } : { in: [], not, of, ...faultOf(answer.error) };
}

interface Bound {
  readonly atLeast: number;
  readonly not: boolean;
}

/** A bound on a count, as "at least so many" and its opposite; keys at once where no question is needed. */
function boundsOf(coordinate: string, operator: string, bound: unknown): readonly (Bound | Keys)[] {
  const of = hash([coordinate, operator]);
  if (typeof bound !== "number") {
    const reason = `\`${operator}\` of its count is null. Leave it out.`;
    return [{ in: [], of, ...faultOf(fault("BAD_FILTER", { field: coordinate, reason })) }];
  }
  // None or more is always so, and fewer than none never.
  const least = (atLeast: number) => (atLeast <= 0 ? [] : [{ atLeast, not: false }]);
  const fewer = (than: number) => (than <= 0 ? [{ in: [], of }] : [{ atLeast: than, not: true }]);
  if (operator === "gte") return least(bound);
  if (operator === "gt") return least(bound + 1);
  if (operator === "lt") return fewer(bound);
  if (operator === "lte") return fewer(bound + 1);
  return [...least(bound), ...fewer(bound + 1)];
}

/** The direction of an order that goes through a reference stands at its end. */
function directionIn(orderBy: Input): string {
  return String(Object.values(orderBy).find((direction) => typeof direction === "string") ?? "ASC");
}

const faultOf = ({ message, extensions }: GraphQLError) => ({
  fault: JSON.stringify({ message, extensions }),
});
