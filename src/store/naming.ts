import { type EntitySchema, UnderscoreNamingStrategy } from "@mikro-orm/core";

const naming = new UnderscoreNamingStrategy();

/** The table of an entity. */
export function tableOf(entity: EntitySchema): string {
  return entity.meta.tableName ?? naming.classToTableName(entity.meta.name as string);
}

/** The column of an entity's property. */
export function columnOf(property: string): string {
  return naming.propertyToColumnName(property);
}
