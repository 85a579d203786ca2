import { publishEnum } from "../../dataset/published-enum.js";

/** How data were pulled. */
export const AccessKind = publishEnum(
  { GRAPHQL: "GRAPHQL", EXPORT: "EXPORT", FEED: "FEED", PURGE: "PURGE" },
  "AccessKind",
  { zh: "访问方式", en: "How data were pulled" },
  {
    GRAPHQL: ["GraphQL 查询", "A GraphQL operation"],
    EXPORT: ["导出文件(每页一条)", "An export, an entry for each page"],
    FEED: ["变更订阅", "The change feed"],
    PURGE: ["清除过期审计记录", "Not a pull: older entries were removed"],
  },
);
/** One of {@link AccessKind}. */
export type AccessKind = (typeof AccessKind)[keyof typeof AccessKind];

/** What became of a pull. */
export const AccessOutcome = publishEnum(
  { OK: "OK", PARTIAL: "PARTIAL", REFUSED: "REFUSED", ABORTED: "ABORTED" },
  "AccessOutcome",
  { zh: "访问结果", en: "What became of a pull" },
  {
    OK: ["完整给出", "Given as asked for"],
    PARTIAL: ["部分给出(有字段被拒或来源失效)", "Given in part: fields were refused, or a source failed"],
    REFUSED: ["被拒绝", "Refused"],
    ABORTED: ["客户端中途离开", "The client left before it was given"],
  },
);
/** One of {@link AccessOutcome}. */
export type AccessOutcome = (typeof AccessOutcome)[keyof typeof AccessOutcome];
