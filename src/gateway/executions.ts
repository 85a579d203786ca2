/** How operations on subgraphs of this process were executed, since it started. */
const counts = new Map<string, number>();

/** Reasons that are told apart, at most. */
const MOST_REASONS = 50;

/**
 * Counts an execution.
 * @param how `levels`, or why it was left to the ordinary executor
 */
export function countExecution(how: string): void {
  if (!counts.has(how) && counts.size >= MOST_REASONS) return;
  counts.set(how, (counts.get(how) ?? 0) + 1);
}

/** How often operations were executed level by level (`levels`), and how often not, by the reason. */
export function executionCounts(): ReadonlyMap<string, number> {
  return counts;
}
