import { publishEnum } from "./published-enum.js";

/** Which way a field is ordered, and where rows without a value go. */
export const Direction = publishEnum(
  { ASC: "ASC", DESC: "DESC", ASC_NULLS_FIRST: "ASC_NULLS_FIRST", DESC_NULLS_FIRST: "DESC_NULLS_FIRST" },
  "Direction",
  { zh: "排序方向", en: "Which way a field is ordered, and where rows without a value go" },
  {
    ASC: ["升序,无值在后", "Ascending, without a value last"],
    DESC: ["降序,无值在后", "Descending, without a value last"],
    ASC_NULLS_FIRST: ["升序,无值在前", "Ascending, without a value first"],
    DESC_NULLS_FIRST: ["降序,无值在前", "Descending, without a value first"],
  },
);
/** One of {@link Direction}. */
export type Direction = (typeof Direction)[keyof typeof Direction];
