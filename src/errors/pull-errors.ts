import type { ErrorEntry } from "./error-entry.js";

/** What stops a pull: for the partner's engineer who runs it. */
export const PULL_ERRORS = {
  PULL_REFUSED: {
    status: 500,
    severity: "operator",
    message: "The source refused the feed {dataset}: {refusal}, {reason}",
  },
  PULL_UNREACHABLE: {
    status: 500,
    severity: "operator",
    message:
      "The source {source} broke off {attempts} times without giving anything new ({reason}). What came is kept; run the same command again to go on.",
  },
  PULL_MALFORMED: {
    status: 500,
    severity: "operator",
    message: "The feed {dataset} is not one that this puller reads ({reason}). Is --from a Rescue Graph?",
  },
  MIRROR_UNUSABLE: {
    status: 500,
    severity: "operator",
    message: "The mirror {file} cannot be used: {reason}",
  },
  MIRROR_OF_ANOTHER: {
    status: 500,
    severity: "operator",
    message:
      "The mirror {file} holds what {held} gave. Name another file for {source}: one file mirrors one source.",
  },
  MIRROR_DIFFERS: {
    status: 500,
    severity: "operator",
    message:
      "The mirror of {dataset} is not what the source holds (records here: {here}, there: {there}). Pull it anew with --fresh, and tell the source's owner.",
  },
} as const satisfies Record<string, ErrorEntry>;
