import { sql } from "kysely";
import type { Dataset } from "../../dataset/dataset.js";
import { toWgs84 } from "../../dataset/point.js";
import type { Row } from "../../dataset/published.js";
import { type Searchable, type SearchableChild, strictest } from "../../dataset/searchable.js";
import type { PolicyClass } from "../../policy/policy-class.js";
import { columnOf, tableOf } from "../../store/naming.js";
import type { Db } from "../../store/store.js";

/** A text that a record is found by. */
export interface RecordText {
  readonly field: string;
  readonly text: string;
  readonly weight: number;
  readonly policy: PolicyClass;
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

/** A row of a searchable dataset with all texts that it is found by. */
export interface SearchRecord {
  readonly key: string;
  /** In WGS-84, where its place is known. */
  readonly point: { readonly latitude: number; readonly longitude: number } | null;
  readonly texts: readonly RecordText[];
}

/** Records read at once. */
const BATCH = 1000;

/** A field as it is read: its column, and what is kept beside its text. */
interface TextColumn extends Omit<RecordText, "text" | "validFrom" | "validTo"> {
  readonly property: string;
}

/** How many records there are to read. */
export async function countRecords(db: Db, { dataset }: Searchable): Promise<number> {
  const found = await sql<{ n: number }>`select count(*) as n from ${sql.table(dataset.table)}`.execute(db);
  return Number(found.rows[0]?.n);
}

/** The records of a dataset in the order of their keys, in batches. */
export async function* readRecords(db: Db, searchable: Searchable): AsyncGenerator<SearchRecord[]> {
  const { dataset, fields, point, policy, children = [] } = searchable;
  const own = textColumns(dataset, fields, "", policy);
  const degrees = pointProperties(searchable);
  const key = dataset.column(dataset.key);
  const columns = selected(dataset, [dataset.key, ...own.map(({ property }) => property), ...degrees]);
  for (let after = ""; ; ) {
    const found = await sql<Row>`select ${columns} from ${sql.table(dataset.table)} as c
      where ${key} > ${after} order by ${key} limit ${sql.lit(BATCH)}`.execute(db);
    const keys = found.rows.map((row) => String(row[dataset.key]));
    if (keys.length === 0) return;
    const more = await Promise.all(children.map((child) => childTexts(db, searchable, child, keys)));
    yield found.rows.map((row, at) => ({
      key: keys[at] as string,
      point: pointOf(row, point),
      texts: [...textsOf(row, own), ...more.flatMap((texts) => texts.get(keys[at] as string) ?? [])],
    }));
    after = keys.at(-1) as string;
  }
}

async function childTexts(
  db: Db,
  searchable: Searchable,
  child: SearchableChild,
  keys: readonly string[],
): Promise<Map<string, RecordText[]>> {
  const { dataset, relation, fields, validity, link } = child;
  const way = strictest(searchable.policy, searchable.dataset.shape.fields.get(relation)?.policy);
  const columns = textColumns(dataset, fields, `${relation}.`, way);
  const days = validity === undefined ? [] : [validity.from, validity.to];
  const linked = (property: string) => sql.ref(`l.${columnOf(property)}`);
  const owner = link === undefined ? dataset.column(child.owner as string) : linked(link.parent);
  const join =
    link === undefined
      ? sql``
      : sql`join ${sql.table(tableOf(link.entity))} as l on ${linked(link.child)} = ${dataset.column(dataset.key)}`;
  const found = await sql<Row & { _owner: string }>`
    select ${owner} as _owner, ${selected(dataset, [...columns.map(({ property }) => property), ...days])}
    from ${sql.table(dataset.table)} as c ${join}
    where ${owner} in (${sql.join(keys)}) order by _owner, ${dataset.column(dataset.key)}`.execute(db);
  const byOwner = new Map<string, RecordText[]>();
  for (const row of found.rows) {
    const texts = textsOf(row, columns, validity);
    byOwner.set(row._owner, [...(byOwner.get(row._owner) ?? []), ...texts]);
  }
  return byOwner;
}

/** Checked before anything is read: a field that is not published, or not a column, has no class to go by. */
function textColumns(
  dataset: Dataset,
  weights: Searchable["fields"],
  prefix: string,
  way: PolicyClass | undefined,
): TextColumn[] {
  return Object.entries(weights).map(([name, weight]) => {
    const field = dataset.shape.fields.get(name);
    const [property] = dataset.sources(name);
    if (field === undefined || property === undefined) {
      throw new TypeError(`${dataset.shape.name} publishes no ${name} that could be searched`);
    }
    return { field: prefix + name, property, weight, policy: strictest(way, field.policy) };
  });
}

/** Whoever may search around a place must be allowed to read it. */
function pointProperties({ dataset, point, policy }: Searchable): string[] {
  if (point === undefined) return [];
  if (dataset.shape.fields.get(point.field)?.policy !== "PUBLIC" || (policy ?? "PUBLIC") !== "PUBLIC") {
    throw new TypeError(`${dataset.shape.name}.${point.field} is not public: nothing may be found by it`);
  }
  return [point.latitude, point.longitude];
}

function selected(dataset: Dataset, properties: readonly string[]) {
  return sql.join(
    [...new Set(properties)].map((property) => sql`${dataset.column(property)} as ${sql.ref(property)}`),
  );
}

function textsOf(
  row: Row,
  columns: readonly TextColumn[],
  validity?: SearchableChild["validity"],
): RecordText[] {
  return columns.flatMap(({ property, ...column }) => {
    const text = row[property];
    if (typeof text !== "string" || text === "") return [];
    const day = (name: string | undefined) =>
      name === undefined ? null : ((row[name] as string | null) ?? null);
    return [{ ...column, text, validFrom: day(validity?.from), validTo: day(validity?.to) }];
  });
}

function pointOf(row: Row, point: Searchable["point"]): SearchRecord["point"] {
  const [latitude, longitude] = point === undefined ? [] : [row[point.latitude], row[point.longitude]];
  if (typeof latitude !== "number" || typeof longitude !== "number") return null;
  return toWgs84({ latitude, longitude }, (point as NonNullable<typeof point>).datum);
}
