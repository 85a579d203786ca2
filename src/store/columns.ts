import { type Platform, p, Type } from "@mikro-orm/core";

/** A point in time, stored as `YYYY-MM-DD HH:MM:SS.mmm` in UTC, so that both engines hold and compare the same text. */
export class InstantType extends Type<string, string> {
  override getColumnType(_property: unknown, platform: Platform): string {
    return platform.getDateTimeTypeDeclarationSQL({ length: 3 });
  }
  override compareAsType(): string {
    return "string";
  }
}

/** A calendar day in Asia/Shanghai, stored as `YYYY-MM-DD`. */
export class DayType extends Type<string, string> {
  override getColumnType(_property: unknown, platform: Platform): string {
    return platform.getDateTypeDeclarationSQL(undefined as never);
  }
  override compareAsType(): string {
    return "string";
  }
}

/** A number that the engine gives to each new row, with room for more rows than 32 bits can count. */
export class SerialType extends Type<number, number> {
  override getColumnType(_property: unknown, platform: Platform): string {
    // SQLite gives numbers to columns of this one type, which has 64 bits there.
    const integer = platform.getIntegerTypeDeclarationSQL({});
    return integer === "integer" ? integer : "bigint unsigned";
  }
  override compareAsType(): string {
    return "number";
  }
}

/** A minted, opaque key. */
export const key = () => p.string().length(24);
/** A short text of at most `length` characters. */
export const text = (length: number) => p.string().length(length);
/** A number with a fraction. */
export const real = () => p.double();
/** See {@link InstantType}. */
export const instant = () => p.type(InstantType).$type<string>();
/** See {@link SerialType}. */
export const serial = () => p.type(SerialType).$type<number>().primary().autoincrement();
/** See {@link DayType}. */
export const day = () => p.type(DayType).$type<string>();
/** One of the values of a TypeScript enum, stored as its text. */
export const oneOf = <Values extends Record<string, string>>(values: Values) =>
  p
    .string()
    .length(Math.max(24, ...Object.values(values).map((value) => value.length)))
    .$type<Values[keyof Values]>();

/**
 * Where something belongs: the deepest known division, and beside it each of its ancestors by level, so that a
 * district's teams are one index range whatever depth each team is registered at.
 */
export const divisionColumns = {
  divisionCode: text(12),
  provinceCode: text(2),
  prefectureCode: text(4).nullable(),
  countyCode: text(6).nullable(),
  townCode: text(9).nullable(),
};

/** An index on each level of {@link divisionColumns}; the key beside it gives the default order. */
export const divisionIndexes: {
  properties: ("provinceCode" | "prefectureCode" | "countyCode" | "townCode" | "id")[];
}[] = [
  { properties: ["provinceCode", "id"] },
  { properties: ["prefectureCode", "id"] },
  { properties: ["countyCode", "id"] },
  { properties: ["townCode", "id"] },
];

/** A point as received, with its datum, and normalised to WGS-84 for everything that computes. */
export const pointColumns = {
  latitude: real().nullable(),
  longitude: real().nullable(),
  datum: text(8).nullable(),
  datumInferred: p.boolean(),
  wgs84Latitude: real().nullable(),
  wgs84Longitude: real().nullable(),
};

/** Where a record came from and when: on every record that another system owns. */
export const provenanceColumns = {
  source: text(60),
  sourceProvince: text(2),
  sourceAgencyId: key().nullable(),
  observedAt: instant(),
  receivedAt: instant(),
  refreshEveryDays: p.integer().nullable(),
  synthetic: p.boolean(),
  qualityNote: text(200).nullable(),
};
