import { type Caller, mayRead } from "../policy/caller.js";

/**
 * Groups of fewer people are not shown to callers who may not read PERSONAL fields: a count of one, with a town and
 * a skill beside it, is a person (GB/T 37964).
 */
export const SMALLEST_GROUP_OF_PEOPLE = 5;

/** How many people a group must have to be shown to this caller. */
export function smallestGroup(caller: Caller, people: boolean): number {
  return people && !mayRead(caller, "PERSONAL") ? SMALLEST_GROUP_OF_PEOPLE : 1;
}
