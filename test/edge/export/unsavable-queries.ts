import { MOST_CHARACTERS } from "../../../src/edge/query-book.js";
import type { SendOptions } from "./export-harness.js";

/** A query that can be saved. */
export const TEXT = `# 队伍及其人数
# Teams and their headcounts
# 某级别的队伍。
# The teams of a level.
query TeamsOfLevel($level: TeamLevel = MUNICIPAL, $first: Int) {
  teams(first: $first, where: { level: { eq: $level } }) {
    nodes {
      name
      headcount
    }
  }
}
`;
/** What it is sent as. */
export const GRAPHQL = { "content-type": "application/graphql" };

const head = "# 题\n# Title\n";

/** What is refused, with its code and status: where it is sent, and what is wrong with it. */
export const UNSAVABLE: readonly [string, number, string, SendOptions][] = [
  ["SAVED_QUERY_NAME", 400, "/queries/My", {}],
  ["SAVED_QUERY_NAME", 400, "/queries/..%2Fx", {}],
  ["SAVED_QUERY_NAME", 400, `/queries/${"a".repeat(61)}`, {}],
  ["SAVED_QUERY_READ_ONLY", 403, "/queries/municipal-teams", {}],
  ["SAVED_QUERY_READ_ONLY", 403, "/queries/municipal-teams", { role: "admin" }],
  ["SAVED_QUERY_FORBIDDEN", 403, "/queries/a", { role: "anonymous" }],
  ["SAVED_QUERY_FORBIDDEN", 403, "/queries/a", { role: "partner" }],
  ["SAVED_QUERY_FORBIDDEN", 403, "/queries/a", { subject: "x".repeat(256) }],
  ["SAVED_QUERY_OPTION", 400, "/queries/a?shared=yes", {}],
  ["SAVED_QUERY_OPTION", 400, "/queries/a?shared=true&shared=true", {}],
  ["SAVED_QUERY_OPTION", 400, "/queries/a?share=true", {}],
  ["SAVED_QUERY_MEDIA_TYPE", 415, "/queries/a", { headers: { "content-type": "application/json" } }],
  ["SAVED_QUERY_MEDIA_TYPE", 415, "/queries/a", { headers: { "content-type": "text/plain" } }],
  ["SAVED_QUERY_MEDIA_TYPE", 415, "/queries/a", { body: new Uint8Array([0x23, 0xc4, 0xe3]) }],
  ["SAVED_QUERY_TOO_LARGE", 413, "/queries/a", { body: `${TEXT}#${"x".repeat(MOST_CHARACTERS)}` }],
  ["SAVED_QUERY_REFUSED", 400, "/queries/a", { body: "" }],
  ["SAVED_QUERY_REFUSED", 400, "/queries/a", { body: `${head}query A {` }],
  ["SAVED_QUERY_REFUSED", 400, "/queries/a", { body: `${head}{ __typename }` }],
  ["SAVED_QUERY_REFUSED", 400, "/queries/a", { body: `${head}query A { shoes }` }],
  [
    "SAVED_QUERY_REFUSED",
    400,
    "/queries/a",
    { body: `${head}query A { __typename } query B { __typename }` },
  ],
  [
    "SAVED_QUERY_REFUSED",
    400,
    "/queries/a",
    { body: `${head}query A($header: Int) { teams(first: $header) { totalCount } }` },
  ],
  ["SAVED_QUERY_REFUSED", 400, "/queries/a", { body: "# Title\n# Title\nquery A { __typename }" }],
  ["SAVED_QUERY_REFUSED", 400, "/queries/a", { body: "query A { __typename }" }],
  ["SAVED_QUERY_REFUSED", 400, "/queries/a", { body: `${head}#\0\nquery A { __typename }` }],
  ["SAVED_QUERY_REFUSED", 400, "/queries/a", { body: `# ${"题".repeat(200)}\n# T\nquery A { __typename }` }],
  ["SAVED_QUERY_REFUSED", 400, "/queries/a", { body: `${head}query A { __proto__: __typename }` }],
  ["SAVED_QUERY_REFUSED", 400, "/queries/a", { body: `${head}query A { ${"a: __typename ".repeat(700)} }` }],
  ["BAD_REQUEST", 400, "/queries/a", { headers: { "sec-fetch-site": "cross-site" } }],
  ["BAD_REQUEST", 400, "/queries/a", { headers: { "sec-fetch-site": "same-site" } }],
  ["TOKEN_INVALID", 401, "/queries/a", { headers: { authorization: "Bearer x" } }],
];
