import { columnsWith, type ExportContent } from "./content.js";

/**
 * The header block as lines of name and text, Chinese and English, for people. What is known when it is called:
 * the number of rows only once they are all made.
 */
export function headerBlock(content: ExportContent): (readonly [string, string])[] {
  const { facts } = content;
  return [
    ["来源 Source", `${facts.service}: ${facts.name}`],
    ["角色 Role", facts.role],
    ["时间 Time", facts.at],
    ...facts.filter.map((line) => ["条件 Filter", line] as const),
    ...Object.entries(facts.variables).map(
      ([name, value]) => ["变量 Variable", `$${name} = ${JSON.stringify(value)}`] as const,
    ),
    ...Object.entries(facts.around).map(
      ([name, value]) => ["内容 Around", `${name} = ${value ?? ""}`] as const,
    ),
    ...(facts.totalCount === undefined ? [] : [["总数 Total", String(facts.totalCount)] as const]),
    ...(facts.hiddenGroups === 0
      ? []
      : [
          [
            "未显示 Not shown",
            `${facts.hiddenGroups} 组人数过少 / groups of too few people, of which this role is told the number only`,
          ] as const,
        ]),
    ...forbiddenLines(content, content.outcome.forbidden.keys()),
  ];
}

/** A line for each field that is empty because this caller may not read it. */
export function forbiddenLines(
  { columns, outcome }: ExportContent,
  fields: Iterable<string>,
): (readonly [string, string])[] {
  return [...fields].map((field) => [
    "无权读取 Not open",
    `${columnsWith(columns, field).join(", ")}: ${outcome.forbidden.get(field) ?? field}`,
  ]);
}

/** The line that stands after the last row of an export that was not completed, in every format for people. */
export function incompleteLine({ outcome }: ExportContent): string {
  const { failure, progress } = outcome;
  return `# 未完成 INCOMPLETE after ${progress.rows} rows: ${failure?.code}: ${failure?.message}`;
}
