import { sql } from "kysely";
import { insideCircle } from "../../dataset/nearest.js";
import type { Position } from "../../dataset/point.js";
import { distanceKm } from "../../store/distance.js";
import { columnOf } from "../../store/naming.js";
import type { Sql } from "../../store/per-parent.js";
import type { Store } from "../../store/store.js";
import { lengthOf } from "./folded-text.js";
import { initialsScore, NEARNESS, pieceScore } from "./score.js";
import type { Way } from "./ways.js";

/** What is looked for. */
export interface Sought {
  /** For each word the ways in which it can be found. */
  readonly words: readonly (readonly Way[])[];
  /** Places of the classes that the caller may read. */
  readonly policies: readonly number[];
  /** Names of the types that are wanted; undefined for all. */
  readonly types: readonly string[] | undefined;
  /** The circle that a document must lie in, in WGS-84. */
  readonly near: { readonly centre: Position; readonly km: number } | undefined;
  /** Which documents exist for the caller, over the alias `d`; undefined where all do. */
  readonly rows: Sql | undefined;
}

/** The last document of the page before. */
export interface Place {
  readonly score: number;
  readonly type: string;
  readonly key: string;
}

/** A document that was found. */
export interface FoundDocument extends Place {
  readonly id: number;
  /** From the centre, where a circle was given. */
  readonly metres: number | null;
}

interface FoundRow {
  readonly id: number | string;
  readonly type: string;
  readonly key: string;
  readonly score: number | string;
  readonly metres: number | null;
}

/**
 * The documents that all words are found in, best first, in one statement.
 * @param after where the page before ended
 */
export async function findDocuments(
  store: Store,
  sought: Sought,
  limit: number,
  after: Place | undefined,
): Promise<FoundDocument[]> {
  const beyond = after === undefined ? sql`` : sql`where ${isBeyond(after)}`;
  const found = await sql<FoundRow>`
    select p.document_id as id, d.record_type as type, d.record_key as ${sql.ref("key")}, p.score, p.metres
    from (select * from (${ranked(sought)}) as r ${beyond}
      order by score desc, document_id limit ${sql.lit(limit)}) as p
    join search_document as d on d.id = p.document_id
    order by p.score desc, p.document_id`.execute(store.db);
  // MySQL's protocol gives sums, and columns of which one is unsigned and the other is not, as text.
  return found.rows.map((row) => ({ ...row, id: Number(row.id), score: Number(row.score) }));
}

/** How many documents there are, in one statement. */
export async function countDocuments(store: Store, sought: Sought): Promise<number> {
  const found = await sql<{ n: number }>`select count(*) as n from (${ranked(sought)}) as r`.execute(
    store.db,
  );
  return Number(found.rows[0]?.n);
}

/** Ids follow types and keys, so that the place holds when the index is made anew. */
function isBeyond({ score, type, key }: Place): Sql {
  const last = sql`coalesce((select id from search_document
    where record_type < ${type} or (record_type = ${type} and record_key <= ${key})
    order by record_type desc, record_key desc limit 1), 0)`;
  return sql`score < ${score} or (score = ${score} and document_id > ${last})`;
}

function ranked({ words, policies, types, near, rows }: Sought): Sql {
  const readable = sql.join(policies.map((policy) => sql.lit(policy)));
  const each = words.map(
    (ways) => sql`select document_id, max(score) as score
      from (${sql.join(
        ways.map((way) => found(way, readable)),
        sql` union all `,
      )}) as w group by document_id`,
  );
  const [first] = each;
  const matched =
    each.length === 1
      ? (first as Sql)
      : sql`select document_id, sum(score) as score from (${sql.join(each, sql` union all `)}) as m
          group by document_id having count(*) = ${sql.lit(each.length)}`;
  const wanted = [...(types === undefined ? [] : [ofTypes(types)]), ...(rows === undefined ? [] : [rows])];
  if (wanted.length === 0 && near === undefined) {
    return sql`select document_id, score, null as metres from (${matched}) as h`;
  }
  if (near === undefined) {
    return sql`select h.document_id, h.score, null as metres from (${matched}) as h
      join search_document as d on d.id = h.document_id where ${sql.join(wanted, sql` and `)}`;
  }
  const { centre, km } = near;
  const column = (property: string) => sql.ref(`d.${columnOf(property)}`);
  const [latitude, longitude] = [column("wgs84Latitude"), column("wgs84Longitude")];
  const metres = sql`round(${distanceKm(sql`${centre.latitude}`, sql`${centre.longitude}`, latitude, longitude)} * 1000)`;
  const inside = insideCircle({ column }, centre, km);
  const rim = sql`${km * 1000}`;
  return sql`select document_id, score + floor(${sql.lit(NEARNESS)} * (${rim} - metres) / ${rim}) as score, metres
    from (select h.document_id, h.score, ${metres} as metres from (${matched}) as h
      join search_document as d on d.id = h.document_id
      where ${sql.join([inside, ...wanted], sql` and `)}) as n`;
}

function ofTypes(types: readonly string[]): Sql {
  return types.length === 0 ? sql`1 = 0` : sql`d.record_type in (${sql.join(types)})`;
}

function found(way: Way, readable: Sql): Sql {
  switch (way.kind) {
    case "grams": {
      const grams = way.grams.map(({ gram }) => sql`${gram}`);
      return sql`select g.document_id, ${gramScore(way.grams)} as score from search_gram as g
        where g.gram in (${sql.join(grams)}) and g.policy in (${readable})`;
    }
    case "piece": {
      const score = pieceScore(way.piece, lengthOf(way.piece));
      return sql`select t.document_id, ${lessened(score, way.quality)} as score
        from ${textsWith(way.grams, readable)} where instr(t.folded, ${way.piece}) > 0`;
    }
    case "initials": {
      const some = way.partings.map((parts) => sql`t.initials like ${`%${parts.join("%")}%`}`);
      return sql`select t.document_id, ${initialsScore(way.letters.length)} as score
        from ${textsWith(way.grams, readable)} where (${sql.join(some, sql` or `)})`;
    }
  }
}

function gramScore(grams: Extract<Way, { kind: "grams" }>["grams"]): Sql {
  const lesser = grams.filter(({ quality }) => quality < 100);
  if (lesser.length === 0) return sql`g.score`;
  const cases = lesser.map(({ gram, quality }) => sql`when ${gram} then ${lessened(sql`g.score`, quality)}`);
  return sql`case g.gram ${sql.join(cases, sql` `)} else g.score end`;
}

function lessened(score: Sql, quality: number): Sql {
  return quality === 100 ? score : sql`floor(${score} * ${sql.lit(quality)} / 100)`;
}

/** The texts, with the alias `t`, of documents that have all of these grams in texts of one class. */
function textsWith(grams: readonly string[], readable: Sql): Sql {
  const joined = grams.map((gram, at) => {
    const table = sql.table("search_gram");
    const alias = sql.ref(`g${at}`);
    if (at === 0) return sql`${table} as ${alias}`;
    const [document, policy] = [sql.ref(`g${at}.document_id`), sql.ref(`g${at}.policy`)];
    return sql`join ${table} as ${alias} on ${sql.ref(`g${at}.gram`)} = ${gram}
      and ${document} = g0.document_id and ${policy} = g0.policy`;
  });
  return sql`${sql.join(joined, sql` `)} join search_text as t
    on t.document_id = g0.document_id and t.policy = g0.policy
    and g0.gram = ${grams[0]} and g0.policy in (${readable})`;
}
