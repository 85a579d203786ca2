import "reflect-metadata";
import { ArgsType, Field, Int } from "type-graphql";
import { fault } from "../errors.js";

/** Rows of a page, at most, and when nothing is said. */
export const PAGE_MAXIMUM = 500;
const PAGE_DEFAULT = 20;

/** The arguments of every list. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, {
    nullable: true,
    description: "取前多少条(1–500,默认 20) / How many from the start (1 to 500, default 20)",
  })
  first?: number | null;
  @Field(() => String, { nullable: true, description: "从此游标之后 / After this cursor" })
  after?: string | null;
  @Field(() => Int, { nullable: true, description: "取后多少条(1–500) / How many from the end (1 to 500)" })
  last?: number | null;
  @Field(() => String, { nullable: true, description: "到此游标之前 / Before this cursor" })
  before?: string | null;
}

/** A page's arguments, checked. */
export interface PageRequest {
  readonly size: number;
  readonly backward: boolean;
  readonly cursor: string | undefined;
  /** The argument that the cursor came in, for messages. */
  readonly cursorArgument: "after" | "before";
}

/**
 * Checks a page's arguments.
 * @throws BAD_PAGE_SIZE, BAD_PAGE_ARGUMENTS
 */
export function pageRequest(args: PageArgs): PageRequest {
  const { first, after, last, before } = args;
  const forward = first != null || after != null;
  const backward = last != null || before != null;
  if (forward && backward) throw fault("BAD_PAGE_ARGUMENTS");
  const size = (backward ? last : first) ?? PAGE_DEFAULT;
  if (size < 1 || size > PAGE_MAXIMUM) {
    throw fault("BAD_PAGE_SIZE", {
      argument: backward ? "last" : "first",
      value: size,
      maximum: PAGE_MAXIMUM,
    });
  }
  const cursor = (backward ? before : after) ?? undefined;
  return { size, backward, cursor, cursorArgument: backward ? "before" : "after" };
}
