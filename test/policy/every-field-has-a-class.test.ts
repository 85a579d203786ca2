import { getDirective } from "@graphql-tools/utils";
import { describe, expect, test } from "@jest/globals";
import { buildSchema, type GraphQLField, type GraphQLSchema, isNonNullType, isObjectType } from "graphql";
import { buildSubgraph } from "../../src/dataset/build-subgraph.js";
import { classOf } from "../../src/policy/classification.js";
import { SUBGRAPHS } from "../../src/subgraphs/index.js";

const subgraphs = await Promise.all(SUBGRAPHS.map(buildSubgraph));

/** What the kit makes around published types: it carries them and says nothing of its own. */
const STRUCTURE = /(Connection|Edge)$|^PageInfo$|^_/;

function fieldsOf(schema: GraphQLSchema): [coordinate: string, field: GraphQLField<unknown, unknown>][] {
  return Object.values(schema.getTypeMap()).flatMap((type) => {
    if (!isObjectType(type) || type.name.startsWith("__")) return [];
    return Object.values(type.getFields())
      .filter(({ name }) => !name.startsWith("_"))
      .map((field): [string, GraphQLField<unknown, unknown>] => [`${type.name}.${field.name}`, field]);
  });
}

describe.each(subgraphs.map((subgraph) => [subgraph.name, subgraph] as const))(
  "the subgraph %s",
  (_name, { schema, sdl }) => {
    const published = fieldsOf(schema).filter(
      ([coordinate]) => !STRUCTURE.test(coordinate.split(".")[0] as string),
    );

    test("publishes no field without a policy class", () => {
      expect(published.length).toBeGreaterThan(0);
      expect(
        published
          .filter(([coordinate]) => classOf(coordinate) === undefined)
          .map(([coordinate]) => coordinate),
      ).toEqual([]);
    });

    test("can refuse every field that is not public, and every root field: they are nullable", () => {
      const closed = published.filter(
        ([coordinate, field]) =>
          (classOf(coordinate) !== "PUBLIC" || /^(Query|Mutation)\./.test(coordinate)) &&
          isNonNullType(field.type),
      );
      expect(closed.map(([coordinate]) => coordinate)).toEqual([]);
    });

    test("shows each class in its SDL", () => {
      const printed = buildSchema(sdl, { assumeValid: true, assumeValidSDL: true });
      const wrong = fieldsOf(printed).filter(([coordinate, field]) => {
        const policy = classOf(coordinate);
        const [tag] = getDirective(printed, field, "tag") ?? [];
        return (
          policy !== undefined && tag?.["name"] !== (policy === "PUBLIC" ? undefined : policy.toLowerCase())
        );
      });
      expect(wrong.map(([coordinate]) => coordinate)).toEqual([]);
    });

    test("describes every type and field in Chinese and English", () => {
      const bilingual = /\p{Script=Han}.* \/ .*[A-Za-z]/su;
      const poor = Object.values(schema.getTypeMap()).flatMap((type) => {
        if (!("getFields" in type) || /^_|^(Query|Mutation)$/.test(type.name)) return [];
        const fields = Object.values(type.getFields()).filter(({ name }) => !name.startsWith("_"));
        const texts: [string, string | null | undefined][] = fields.map(({ name, description }) => [
          `${type.name}.${name}`,
          description,
        ]);
        return [[type.name, type.description] as const, ...texts].filter(
          ([, text]) => !bilingual.test(text ?? ""),
        );
      });
      expect(poor.map(([name]) => name)).toEqual([]);
    });
  },
);
