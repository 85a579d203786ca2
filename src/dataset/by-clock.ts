const members = new Set(["DayFilter.within", "InstantFilter.within"]);

/** Records a member of a filter's input whose answer depends on the time at which it is asked. */
export function noteByClock(input: string, member: string): void {
  members.add(`${input}.${member}`);
}

/** Whether a member of a filter's input is true of a row today and not tomorrow, though nobody changed it. */
export function isByClock(input: string, member: string): boolean {
  return members.has(`${input}.${member}`);
}
