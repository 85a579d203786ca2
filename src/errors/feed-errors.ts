import type { ErrorEntry } from "./error-entry.js";

/** What can go wrong with a feed of changes. */
export const FEED_ERRORS = {
  FEED_FORBIDDEN: {
    status: 403,
    severity: "caller",
    message:
      "Changes are given to partners under an agreement, and to analysts, stewards and admins: {reason}. Send the token of one.",
  },
  FEED_UNNAMED: {
    status: 404,
    severity: "caller",
    message: "Say which feed, as in /feed/<dataset>. For you there are: {datasets}.",
  },
  FEED_UNKNOWN: {
    status: 404,
    severity: "caller",
    message: "There is no feed {dataset}. Choose one of {datasets}.",
  },
  FEED_OPTION: {
    status: 400,
    severity: "caller",
    message: "`{option}` cannot be used so; the options here are {options}, once each.",
  },
  FEED_ELSEWHERE: {
    status: 404,
    severity: "caller",
    message:
      "This gateway has no feeds of its own: they are served where the feed subgraph runs. Ask for `changes` in GraphQL here.",
  },
  SNAPSHOT_REQUIRED: {
    status: 410,
    severity: "caller",
    message:
      "The cursor in `{argument}` is older than the changes that are kept. Start over without it, and drop what the new snapshot does not hold.",
  },
  FEED_BUSY: {
    status: 503,
    severity: "operator",
    message: "{reason}. Ask again in a moment.",
  },
} as const satisfies Record<string, ErrorEntry>;
