import {
  type GraphQLField,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
} from "graphql";

const made = new WeakMap<GraphQLSchema, ReadonlyMap<string, number>>();

/** The fields at the root by which a schema is asked for. */
export const META_FIELDS: ReadonlyMap<string, GraphQLField<unknown, unknown>> = new Map(
  [SchemaMetaFieldDef, TypeMetaFieldDef].map((field) => [field.name, field]),
);

/**
 * How long the lists are that introspection gives, by `Type.field`: of a schema's types as they are, of what types have on the
 * average. graphql-js bounds how deep these nest, not how wide they get with every field asked for a thousand times.
 */
export function introspectionLists(schema: GraphQLSchema): ReadonlyMap<string, number> {
  const known = made.get(schema);
  if (known !== undefined) return known;
  const types = Object.values(schema.getTypeMap());
  let [fields, args, inputs, values, members, interfaces] = [0, 0, 0, 0, 0, 0];
  for (const type of types) {
    if (isObjectType(type) || isInterfaceType(type)) {
      const own = Object.values(type.getFields());
      fields += own.length;
      args += own.reduce((sum, field) => sum + field.args.length, 0);
      interfaces += type.getInterfaces().length;
    }
    if (isInputObjectType(type)) inputs += Object.keys(type.getFields()).length;
    if (isEnumType(type)) values += type.getValues().length;
    if (isUnionType(type) || isInterfaceType(type)) members += schema.getPossibleTypes(type).length;
  }
  const directives = schema.getDirectives();
  const each = (of: number) => of / Math.max(types.length, 1);
  const lists = new Map([
    ["__Schema.types", types.length],
    ["__Schema.directives", directives.length],
    ["__Type.fields", each(fields)],
    ["__Type.inputFields", each(inputs)],
    ["__Type.enumValues", each(values)],
    ["__Type.possibleTypes", each(members)],
    ["__Type.interfaces", each(interfaces)],
    ["__Field.args", args / Math.max(fields, 1)],
  ]);
  made.set(schema, lists);
  return lists;
}
