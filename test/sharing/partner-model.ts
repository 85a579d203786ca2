import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "kysely";
import { projectRoot } from "../../src/project-root.js";
import type { Store } from "../../src/store/store.js";

/**
 * What a partner may see, worked out in plain JavaScript from the rows of the store and the file of sample agreements:
 * a second opinion, with nothing from src/policy.
 */

type Row = Readonly<Record<string, unknown>>;

interface Rule {
  readonly coordinate: string;
  readonly rule: string;
  readonly detail: string | null;
}

interface Grant {
  readonly recordType: string;
  readonly receiver: string | null;
  readonly rowScope: Where | null;
  readonly upliftDuty: string | null;
  readonly rules: readonly Rule[];
}

type Where = Readonly<Record<string, unknown>>;

const FILE = JSON.parse(readFileSync(join(projectRoot(), "seeds/data/sample-agreements.json"), "utf8")) as {
  categories: { dataset: string; category: string }[];
  agreements: {
    code: string;
    status: string;
    parties: { divisionCode: string; role: string }[];
    grants: Grant[];
  }[];
};

/** The tables of what agreements share here, the type of each, and how its rows belong to the rows that are granted. */
export const SHARED_TABLES = {
  team_event_class: { type: "TeamEventClass", root: "Team", by: "team_id" },
  expert_engagement: { type: "ExpertEngagement", root: "Expert", by: "expert_id" },
  expert_shift: { type: "ExpertShift", root: "Expert", by: "expert_id" },
  expert_team: { type: "ExpertTeamMembership", root: "Expert", by: "expert_id" },
  volunteer_step_event: { type: "VolunteerStepEvent", root: "Volunteer", by: "volunteer_id" },
  volunteer_availability: { type: "VolunteerAvailability", root: "Volunteer", by: "volunteer_id" },
  team: { type: "Team", root: "Team", by: "id" },
  team_capability: { type: "TeamCapability", root: "Team", by: "team_id" },
  team_equipment: { type: "TeamEquipment", root: "Team", by: "team_id" },
  team_readiness: { type: "TeamReadiness", root: "Team", by: "team_id" },
  depot: { type: "Depot", root: "Depot", by: "id" },
  stock_line: { type: "StockLine", root: "Depot", by: "depot_id" },
  production_capacity: { type: "ProductionCapacity", root: "Depot", by: "depot_id" },
  expert: { type: "Expert", root: "Expert", by: "id" },
  expert_appointment: { type: "ExpertAppointment", root: "Expert", by: "expert_id" },
  expert_training: { type: "ExpertTraining", root: "Expert", by: "expert_id" },
  volunteer: { type: "Volunteer", root: "Volunteer", by: "id" },
  volunteer_skill: { type: "VolunteerSkill", root: "Volunteer", by: "volunteer_id" },
  volunteer_organisation: { type: "VolunteerOrganisation", root: "VolunteerOrganisation", by: "id" },
  incident: { type: "Incident", root: "Incident", by: "id" },
  dispatch: { type: "Dispatch", root: "Incident", by: "incident_id" },
} as const;

/** Every column that is about a person, by table: what is PERSONAL or SENSITIVE, as the schema's tags have it too. */
export const CLOSED_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  team: ["contact_name", "contact_phone"],
  team_readiness: ["reported_by"],
  landing_site: ["contact_name", "contact_phone"],
  depot: ["contact_name", "contact_phone"],
  expert: ["name", "name_en", "gender", "birth_date", "id_number", "phone", "email"],
  volunteer: ["name", "gender", "birth_date", "id_number", "phone"],
  volunteer_skill: ["certificate_number"],
  volunteer_organisation: ["contact_name", "contact_phone"],
};

/** `contact_name` of `team` as `Team.contactName`. */
export const coordinateOf = (table: string, column: string) => {
  const camel = (text: string) => text.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  const type = camel(table);
  return `${type[0]?.toUpperCase()}${type.slice(1)}.${camel(column)}`;
};

/** What the store holds, read once. */
export interface Rows {
  readonly tables: ReadonlyMap<string, readonly Row[]>;
  /** Values of columns that are not about people: where one of these is also a person's, it tells nothing. */
  readonly open: ReadonlySet<string>;
}

/** Reads every table. */
export async function readRows({ db, engine }: Store): Promise<Rows> {
  const names =
    engine === "sqlite"
      ? sql<{ name: string }>`select name from sqlite_master where type = 'table' and name not like 'sqlite%'`
      : sql<{
          name: string;
        }>`select table_name as name from information_schema.tables where table_schema = database()`;
  const tables = new Map<string, readonly Row[]>();
  const open = new Set<string>();
  for (const { name } of (await names.execute(db)).rows) {
    const { rows } = await sql<Row>`select * from ${sql.table(name)}`.execute(db);
    tables.set(name, rows);
    // The index of the search repeats texts of people.
    if (name.startsWith("search")) continue;
    const closed = CLOSED_COLUMNS[name] ?? [];
    for (const row of rows)
      for (const [column, value] of Object.entries(row))
        if (typeof value === "string" && !closed.includes(column)) open.add(value);
  }
  return { tables, open };
}

/** What one partner may see. */
export interface Model {
  /** The ids of the rows of a table that exist for him; undefined for a table that is shared with everybody. */
  ids(table: keyof typeof SHARED_TABLES): ReadonlySet<string>;
  rows(table: keyof typeof SHARED_TABLES): readonly Row[];
  /** The rule of a field in a row: the most permissive of the grants that hold it. */
  rule(table: keyof typeof SHARED_TABLES, column: string, row: Row): string;
  /** Whether he may compare by a field: it is in clear under every grant of the type; `target`: what it leads to. */
  usable(coordinate: string, policy: string, target?: string): boolean;
  /** The types of which he is given rows. */
  readonly types: ReadonlySet<string>;
  /** Values about people that no answer to him may hold. */
  readonly forbidden: ReadonlySet<string>;
}

const RANK = ["HIDE", "TOKEN", "MASK", "GENERALISE", "BUCKET", "CLEAR"];

/** Works out what a partner may see. */
export function modelOf({ tables, open }: Rows, partner: string): Model {
  const grants = FILE.agreements
    .filter(({ status }) => status === "IN_FORCE")
    .filter(({ parties }) =>
      parties.some(({ divisionCode, role }) => divisionCode === partner && role !== "PROVIDER"),
    )
    .flatMap((agreement) => agreement.grants)
    .filter(({ receiver, upliftDuty }) => upliftDuty === null && (receiver === null || receiver === partner));
  const grantsOf = (root: string) => grants.filter(({ recordType }) => recordType === root);
  const rootTable = (root: string) =>
    Object.entries(SHARED_TABLES).find(([, { type }]) => type === root)?.[0] as keyof typeof SHARED_TABLES;
  const held = new Map<string, ReadonlyMap<string, readonly Grant[]>>();
  const holding = (root: string) => {
    let known = held.get(root);
    if (known === undefined) {
      known = new Map(
        (tables.get(rootTable(root)) ?? []).map((row): [string, readonly Grant[]] => [
          String(row["id"]),
          grantsOf(root).filter(({ rowScope }) => rowScope === null || meets(row, rowScope)),
        ]),
      );
      held.set(root, known);
    }
    return known;
  };
  const holders = (table: keyof typeof SHARED_TABLES, row: Row) => {
    const { root, by } = SHARED_TABLES[table];
    return holding(root).get(String(row[by])) ?? [];
  };
  const rows = (table: keyof typeof SHARED_TABLES) =>
    (tables.get(table) ?? []).filter((row) => holders(table, row).length > 0);
  const ruleOf = (grant: Grant, coordinate: string, policy: string) =>
    grant.rules.find((each) => each.coordinate === coordinate)?.rule ??
    (policy === "PUBLIC" ? "CLEAR" : "HIDE");
  const rule: Model["rule"] = (table, column, row) => {
    const coordinate = coordinateOf(table, column);
    const policy = CLOSED_COLUMNS[table]?.includes(column) ? "PERSONAL" : "PUBLIC";
    const all = holders(table, row).map((grant) => ruleOf(grant, coordinate, policy));
    return all.reduce((best, each) => (RANK.indexOf(each) > RANK.indexOf(best) ? each : best), "HIDE");
  };
  const rootOf = new Map<string, string>(Object.values(SHARED_TABLES).map(({ type, root }) => [type, root]));

  const clear = new Set<string>();
  const every = new Set<string>();
  for (const [table, columns] of Object.entries(CLOSED_COLUMNS)) {
    const shared = table in SHARED_TABLES ? (table as keyof typeof SHARED_TABLES) : undefined;
    for (const column of columns)
      for (const row of tables.get(table) ?? []) {
        const value = row[column];
        if (typeof value !== "string" || value === "") continue;
        every.add(value);
        if (shared !== undefined && rule(shared, column, row) === "CLEAR") clear.add(value);
      }
  }
  return {
    rows,
    ids: (table) => new Set(rows(table).map((row) => String(row["id"]))),
    rule,
    usable(coordinate, policy, target) {
      const type = coordinate.slice(0, coordinate.indexOf("."));
      const root = rootOf.get(type);
      // A relation is as open as the rows that it leads to.
      const leadsTo = target === undefined ? undefined : rootOf.get(target);
      if (leadsTo !== undefined) {
        const given = grantsOf(leadsTo).length > 0 && (root === undefined || grantsOf(root).length > 0);
        return given || policy === "PUBLIC";
      }
      if (root === undefined) return policy === "PUBLIC";
      const own = grantsOf(root);
      return own.length > 0 && own.every((grant) => ruleOf(grant, coordinate, policy) === "CLEAR");
    },
    types: new Set([...rootOf].filter(([, root]) => grantsOf(root).length > 0).map(([type]) => type)),
    forbidden: new Set(
      [...every].filter((value) => !clear.has(value) && !open.has(value) && !isDecade(value)),
    ),
  };
}

/** What a day of birth is generalised to is somebody's day of birth as well. */
const isDecade = (value: string) => /^\d{3}0-01-01$/.test(value);

/** The few conditions that the sample agreements choose rows by. */
function meets(row: Row, where: Where): boolean {
  return Object.entries(where).every(([name, value]) => {
    if (name === "and") return (value as Where[]).every((each) => meets(row, each));
    if (name === "or") return (value as Where[]).some((each) => meets(row, each));
    if (name === "division")
      return String(row["division_code"]).startsWith((value as { within: string }).within);
    const [operator, wanted] = Object.entries(value as object)[0] as [string, unknown];
    if (operator === "eq") return row[name] === wanted;
    if (operator === "in") return (wanted as unknown[]).includes(row[name]);
    if (operator === "lte") return Number(row[name]) <= Number(wanted);
    throw new TypeError(`the model knows no ${operator}: teach it what the sample agreements now say`);
  });
}

/** Pieces of a text in which a telephone or identity number, an address or a certificate could stand. */
const PIECES = /[0-9A-Za-z][0-9A-Za-z@._-]{6,}/g;

/** The forbidden values in an answer: as a whole text, or inside of one. */
export function leaksIn(
  answer: unknown,
  forbidden: ReadonlySet<string>,
  sent: ReadonlySet<string> = new Set(),
): string[] {
  const found = new Set<string>();
  const look = (text: string) => {
    if (forbidden.has(text) && !sent.has(text)) found.add(text);
    for (const [piece] of text.matchAll(PIECES))
      if (forbidden.has(piece) && !sent.has(piece)) found.add(piece);
  };
  const walk = (value: unknown): void => {
    if (typeof value === "string") look(value);
    else if (typeof value === "number") look(String(value));
    else if (Array.isArray(value)) value.forEach(walk);
    else if (typeof value === "object" && value !== null) Object.values(value).forEach(walk);
  };
  walk(answer);
  return [...found];
}
