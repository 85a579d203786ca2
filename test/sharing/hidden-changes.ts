import { sql } from "kysely";
import type { Store } from "../../src/store/store.js";
import type { Rows } from "./partner-model.js";

/** What is changed behind a partner's back. */
export interface Change {
  readonly what: string;
  apply(store: Store, rows: Rows): Promise<void>;
}

/** Changes a column of the first row that fits. */
function changed(
  what: string,
  table: string,
  column: string,
  fits: (row: Readonly<Record<string, unknown>>) => boolean,
  to: (value: never) => unknown,
): Change {
  return {
    what,
    async apply({ db }, rows) {
      const row = rows.tables.get(table)?.find((each) => each[column] !== null && fits(each));
      if (row === undefined) throw new TypeError(`no row for: ${what}`);
      const value = to(row[column] as never);
      if (value === row[column]) throw new TypeError(`nothing changes: ${what}`);
      await db
        .updateTable(table)
        .set({ [column]: value })
        .where("id", "=", row["id"])
        .execute();
    },
  };
}

function removed(
  what: string,
  table: string,
  fits: (row: Readonly<Record<string, unknown>>) => boolean,
): Change {
  return {
    what,
    async apply({ db }, rows) {
      const row = rows.tables.get(table)?.find(fits);
      if (row === undefined) throw new TypeError(`no row for: ${what}`);
      await sql`delete from ${sql.table(table)} where id = ${row["id"]}`.execute(db);
    },
  };
}

type Row = Readonly<Record<string, unknown>>;
const within = (code: string) => (row: Row) => String(row["division_code"]).startsWith(code);
const phone = (text: string) =>
  `${text.slice(0, 3)}${text.slice(3, -4).replaceAll(/\d/g, (d) => String(9 - +d))}${text.slice(-4)}`;
const middleOfDay = (day: string) => `${day.slice(0, 5)}${day.slice(5, 7) === "03" ? "04" : "03"}-17`;
/** The last digit of a number, so that it stays in its ten. */
const inTen = (n: number) => Math.floor(n / 10) * 10 + (((n % 10) + 5) % 10);

/** One letter from "access", which names something that everybody sees. */
export const HIDDEN_WORD = "acceqs";

/** What is hidden from each partner, changed. */
export const CHANGES: Readonly<Record<string, readonly Change[]>> = {
  "33": [
    changed("what a mask of a telephone hides", "team", "contact_phone", within("31"), phone),
    changed(
      "what a mask of a name hides",
      "team",
      "contact_name",
      within("31"),
      (name: string) => `${name[0]}隐`,
    ),
    changed("a number within its step", "team", "standby_headcount", within("31"), inTen),
    changed(
      "an address below its district",
      "team",
      "address",
      (row) => within("31")(row) && /区/.test(String(row["address"])),
      (text: string) => `${text}隐号`,
    ),
    changed("a hidden e-mail address", "expert", "email", within("31"), () => "hidden@example.cn"),
    changed("a hidden name in English", "expert", "name_en", within("31"), () => "Hidden Name"),
    changed(
      "a masked name that searches look through",
      "expert",
      "name",
      within("31"),
      (name: string) => `${name[0]}隐隐`,
    ),
    changed("a day of birth within its ten years", "expert", "birth_date", within("31"), middleOfDay),
    changed(
      "a name of a row that is not shared",
      "depot",
      "name",
      within("310115"),
      () => `隐匿消防储备库 ${HIDDEN_WORD}`,
    ),
    changed("where a row that is not shared is", "depot", "division_code", within("310115"), () => "310118"),
    removed("a team of his own province", "team", within("33")),
    removed("a volunteer", "volunteer", within("31")),
    removed("a dispatch", "dispatch", () => true),
    changed(
      "an incident",
      "incident",
      "status",
      () => true,
      (status: string) => (status === "CLOSED" ? "RESPONDING" : "CLOSED"),
    ),
  ],
  "32": [
    changed(
      "a point within its cell",
      "team",
      "wgs84latitude",
      within("31"),
      (degrees: number) => Math.floor(degrees * 100) / 100 + 0.0012,
    ),
    changed("a hidden name", "team", "contact_name", within("31"), () => "隐某"),
    changed("a hidden address", "team", "address", within("31"), () => "隐路1号"),
    changed("a hidden telephone", "depot", "contact_phone", within("310118"), phone),
    changed("a day of birth within its ten years", "volunteer", "birth_date", within("310114"), middleOfDay),
    changed("a masked name", "volunteer", "name", within("310114"), (name: string) => `${name[0]}隐隐`),
    changed(
      "a hidden identity number",
      "volunteer",
      "id_number",
      within("310114"),
      () => "110105194912310021",
    ),
    changed(
      "a certificate",
      "volunteer_skill",
      "certificate_number",
      () => true,
      () => "HIDDEN-0001",
    ),
    changed("a mask of a telephone", "volunteer_organisation", "contact_phone", within("310114"), phone),
    changed("an expert", "expert", "status", within("31"), (status: string) =>
      status === "RETIRED" ? "ACTIVE" : "RETIRED",
    ),
    changed(
      "a word that no text which he sees holds, and one of them nearly",
      "depot",
      "name",
      within("310115"),
      () => HIDDEN_WORD,
    ),
    removed("a volunteer of another district", "volunteer", within("310101")),
    removed("an expert", "expert", within("3101")),
  ],
};
