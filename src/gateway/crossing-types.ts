import { type DocumentNode, type InputObjectTypeDefinitionNode, Kind, parse } from "graphql";
import type { Crossing, Crossings } from "./crossings.js";

/**
 * Adds to the public schema what clients write where a filter or an order goes into another subgraph. No subgraph
 * has these members: the gateway answers them before it plans.
 */
export function withCrossings(document: DocumentNode, crossings: Crossings): DocumentNode {
  const added: string[] = [];
  const definitions = document.definitions.map((definition) => {
    if (definition.kind !== Kind.INPUT_OBJECT_TYPE_DEFINITION) return definition;
    const input = definition.name.value;
    const members = [...(crossings.get(input)?.values() ?? [])];
    if (members.length === 0) return definition;
    const written = members.map((crossing) => {
      const { type, types } = typeOf(input, crossing);
      added.push(...types);
      return `${quoted(crossing.description)} ${crossing.member}: ${type}`;
    });
    const [extended] = parse(`input ${input} { ${written.join(" ")} }`, { noLocation: true }).definitions;
    const { fields = [] } = extended as InputObjectTypeDefinitionNode;
    return { ...definition, fields: [...(definition.fields ?? []), ...fields] };
  });
  if (added.length === 0) return document;
  const { definitions: more } = parse([...new Set(added)].join("\n"), { noLocation: true });
  return { ...document, definitions: [...definitions, ...more] };
}

/** The type of a crossing's member, and the types that have to be made for it. */
function typeOf(input: string, crossing: Crossing): { type: string; types: readonly string[] } {
  const { member, description } = crossing;
  const name = `${input}${capital(member)}`;
  switch (crossing.kind) {
    case "referred":
    case "orderByValue":
      return { type: crossing.ask.input, types: [] };
    case "related": {
      const child = crossing.ask.input;
      const quantified = `${about(description, "筛选,各条件须同时满足", "as a condition; all must hold")}
        input ${name} {
          "至少有一条符合 / At least one meets this" some: ${child}
          "没有一条符合 / None meets this" none: ${child}
          "每一条都符合(没有也算) / Each meets this; so do none at all" every: ${child}
          "符合的条数 / How many meet a condition" count: ${name}Count
        }`;
      const count = `${about(description, "的条数", "counted")}
        input ${name}Count {
          "计入符合此条件的;不给则计入全部 / Which are counted; all without it" where: ${child}
          "等于 / Equal to" eq: Int
          "小于 / Less than" lt: Int
          "小于或等于 / At most" lte: Int
          "大于 / More than" gt: Int
          "大于或等于 / At least" gte: Int
        }`;
      return { type: name, types: [quantified, count] };
    }
    case "orderByCount": {
      const ordered = `${about(description, "的条数", "counted")}
        input ${name} {
          "按条数排序 / By how many there are" count: Direction!
          "计入符合此条件的 / Which are counted" where: ${crossing.ask.input}
        }`;
      return { type: name, types: [ordered] };
    }
    case "near": {
      const targets = [...crossing.places].map(([type, { input: filter }]) => ({ type, filter }));
      const each = targets.map(
        ({ type, filter }) => `"${type} 周围 / Near ${type} rows"
        input Near${type}Filter {
          "符合此条件的条目 / Rows that meet this" where: ${filter}
          "半径(公里) / Radius in kilometres" km: Float!
        }`,
      );
      const members = targets.map(({ type }) => `"${type} / ${type}" ${small(type)}: Near${type}Filter`);
      const near = `"在其他条目周围,各条件须同时满足 / Near rows of other datasets; all must hold"
        input NearFilter { ${members.join(" ")} }`;
      return { type: "NearFilter", types: [near, ...each] };
    }
  }
}

function about(description: string, zh: string, en: string): string {
  const [chinese = "", english = ""] = description.split(" / ");
  return quoted(`${chinese}${zh} / ${english}, ${en}`);
}

const quoted = (text: string) => JSON.stringify(text);
const capital = (name: string) => `${name[0]?.toUpperCase()}${name.slice(1)}`;
/** As a member of an input: `Team` is asked for under `team`. */
export const small = (name: string) => `${name[0]?.toLowerCase()}${name.slice(1)}`;
