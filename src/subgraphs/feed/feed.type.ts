import { GraphQLJSON } from "graphql-scalars";
import { ID, Int } from "type-graphql";
import { Published, PublishedType } from "../../dataset/published.js";
import { publishEnum } from "../../dataset/published-enum.js";

/** What became of a record. */
export const ChangeOp = publishEnum(
  { UPSERT: "UPSERT", DELETE: "DELETE" },
  "ChangeOp",
  { zh: "变更类别", en: "What became of a record" },
  {
    UPSERT: ["新增或更新", "It is new, or as it is now"],
    DELETE: ["删除,或不再共享", "It was deleted, or is no longer shared"],
  },
);
/** One of {@link ChangeOp}. */
export type ChangeOp = (typeof ChangeOp)[keyof typeof ChangeOp];

/** The record that another belongs to. */
@PublishedType("ChangeOwner", { zh: "所属记录", en: "The record that a record belongs to" })
export class ChangeOwner {
  @Published(() => ID, { zh: "编号", en: "Identifier", policy: "PUBLIC" })
  id!: string;
  @Published(() => String, { zh: "类型", en: "Its type", policy: "PUBLIC" })
  type!: string;
}

/** A change as published. */
@PublishedType("Change", { zh: "变更", en: "A change of a record" })
export class Change {
  @Published(() => String, { zh: "由此继续的游标", en: "The cursor to go on from", policy: "PUBLIC" })
  cursor!: string;
  @Published(() => ChangeOp, { zh: "变更类别", en: "What became of the record", policy: "PUBLIC" })
  op!: ChangeOp;
  @Published(() => String, {
    zh: "记录类型,如 Team",
    en: "Type of the record, such as Team",
    policy: "PUBLIC",
  })
  type!: string;
  @Published(() => ID, { zh: "记录编号", en: "Identifier of the record", policy: "PUBLIC" })
  id!: string;
  @Published(() => ChangeOwner, {
    zh: "所属记录(如能力所属的队伍)",
    en: "The record that it belongs to, such as the team of a capability",
    policy: "PUBLIC",
    nullable: true,
  })
  owner!: ChangeOwner | null;
  @Published(() => GraphQLJSON, {
    zh: "整条记录,仅含调用方可见的字段;删除时为空",
    en: "The whole record with the fields that the caller may see; null for a deletion",
    policy: "PUBLIC",
    nullable: true,
  })
  record!: object | null;
}

/** A page of changes as published. */
@PublishedType("ChangePage", { zh: "一页变更", en: "A page of changes" })
export class ChangePage {
  @Published(() => [Change], { zh: "变更,按发生次序", en: "The changes, in their order", policy: "PUBLIC" })
  changes!: Change[];
  @Published(() => String, {
    zh: "由此继续的游标,无变更时亦有",
    en: "The cursor to go on from, also where nothing changed",
    policy: "PUBLIC",
  })
  endCursor!: string;
  @Published(() => Boolean, { zh: "是否还有更多", en: "Whether there is more", policy: "PUBLIC" })
  hasMore!: boolean;
}

/** How many records of a type a snapshot holds. */
@PublishedType("SnapshotCount", {
  zh: "快照中某类型的记录数",
  en: "How many records of a type a snapshot holds",
})
export class SnapshotCount {
  @Published(() => String, { zh: "记录类型", en: "Type of the records", policy: "PUBLIC" })
  type!: string;
  @Published(() => Int, { zh: "记录数", en: "How many", policy: "PUBLIC" })
  count!: number;
}

/** A consistent start as published. */
@PublishedType("Snapshot", { zh: "快照起点", en: "A consistent start of a dataset's changes" })
export class Snapshot {
  @Published(() => String, {
    zh: "起始游标:由此读取,先得每条记录一次,再得后续变更",
    en: "The cursor before everything: from it each record comes once, then what changes",
    policy: "PUBLIC",
  })
  cursor!: string;
  @Published(() => [SnapshotCount], {
    zh: "各类型的记录数",
    en: "How many records of each type",
    policy: "PUBLIC",
  })
  counts!: SnapshotCount[];
}
