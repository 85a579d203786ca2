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
 * A count as told to this caller: of people it is rounded up to whole groups, so that no filter counts the few or the
 * one that it is narrowed to, and no total less what is shown of it counts the few that are hidden. None is none.
 */
export function shownCount(caller: Caller, people: boolean, count: number): number {
  const step = smallestGroup(caller, people);
  return Math.ceil(count / step) * step;
}

/**
 * How many rows something must have for its count, as told to this caller, to be at least so many. Below the smallest
 * group nothing is compared but whether there are any.
 */
export function fewestShownAs(caller: Caller, people: boolean, atLeast: number): number {
  const step = smallestGroup(caller, people);
  if (step === 1 || atLeast <= 1) return atLeast;
  return Math.max(step, (Math.ceil(atLeast / step) - 1) * step + 1);
}
