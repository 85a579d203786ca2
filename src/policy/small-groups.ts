import { type Caller, mayRead } from "./caller.js";

/**
 * Groups of fewer people are not shown to callers who may not read PERSONAL fields: a count of one, with a town and
 * a skill beside it, is a person (GB/T 37964).
 */
export const SMALLEST_GROUP_OF_PEOPLE = 5;

/** How many people a group must have to be shown to this caller. */
export function smallestGroup(caller: Caller, people: boolean): number {
  return people && !mayRead(caller, "PERSONAL") ? SMALLEST_GROUP_OF_PEOPLE : 1;
}

/**
 * How long a list is, as told to this caller: a list of people is rounded up to whole groups, so that no filter counts
 * the few or the one that it is narrowed to. None is none.
 */
export function shownCount(caller: Caller, people: boolean, count: number): number {
  const step = smallestGroup(caller, people);
  return Math.ceil(count / step) * step;
}
