import type { Engine } from "../store.js";

/** A record whose content is computed from a row of another table: its type, and where that row names it. */
interface Touched {
  readonly type: string;
  /** A select of its keys for a row, `new` or `old`. */
  readonly keys: (row: "new" | "old") => string;
}

/** A table whose rows are records of a feed, and what else a row of it changes. Never changed once released. */
const CAPTURED: readonly { readonly table: string; readonly type?: string; readonly touches?: Touched }[] = [
  { table: "team", type: "Team" },
  { table: "team_capability", type: "TeamCapability" },
  { table: "team_equipment", type: "TeamEquipment" },
  { table: "expert", type: "Expert" },
  { table: "expert_appointment", type: "ExpertAppointment" },
  { table: "expert_engagement", type: "ExpertEngagement" },
  { table: "expert_shift", type: "ExpertShift" },
  { table: "expert_team", type: "ExpertTeamMembership" },
  { table: "expert_training", type: "ExpertTraining" },
  { table: "depot", type: "Depot" },
  { table: "production_capacity", type: "ProductionCapacity" },
  { table: "stock_line", type: "StockLine" },
  // A stock line shows its item's base unit.
  {
    table: "item",
    touches: {
      type: "StockLine",
      keys: (row) => `select \`id\` from \`stock_line\` where \`item_code\` = ${row}.\`code\``,
    },
  },
  { table: "volunteer", type: "Volunteer" },
  { table: "volunteer_organisation", type: "VolunteerOrganisation" },
  { table: "volunteer_skill", type: "VolunteerSkill" },
  { table: "volunteer_step_event", type: "VolunteerStepEvent" },
  { table: "volunteer_availability", type: "VolunteerAvailability" },
  { table: "warning", type: "Warning" },
  { table: "warning_area", type: "WarningArea" },
  { table: "warning_coverage", type: "WarningCoverage" },
  { table: "warning_delivery", type: "WarningDelivery" },
  { table: "plan", type: "Plan" },
  { table: "plan_link", type: "PlanLink" },
  // A plan shows when it was last exercised.
  {
    table: "exercise",
    type: "Exercise",
    touches: { type: "Plan", keys: (row) => `select ${row}.\`plan_id\`` },
  },
  { table: "incident", type: "Incident" },
  // An incident shows how long the first team was on its way.
  {
    table: "dispatch",
    type: "Dispatch",
    touches: { type: "Incident", keys: (row) => `select ${row}.\`incident_id\`` },
  },
  { table: "air_unit", type: "AirUnit" },
  { table: "landing_site", type: "LandingSite" },
];

const EVENTS = { insert: ["new"], update: ["new", "old"], delete: ["old"] } as const;

/**
 * Notes every write to the tables of feeds in `change_outbox`, in the writer's own transaction and whoever writes: one
 * short row, or two where a row of its own shows in another record. A seeding notes nothing, since its end makes all
 * readers begin anew. `truncate`, and on SQLite `insert or replace` over a row, do not fire triggers for what goes.
 */
export function feedTriggers(engine: Engine): string[] {
  return CAPTURED.flatMap(({ table, type, touches }) =>
    Object.entries(EVENTS).map(([event, rows]) => {
      const keys = rows.flatMap((row) => [
        ...(type === undefined ? [] : [`select '${type}' as t, ${row}.\`id\` as k`]),
        ...(touches === undefined
          ? []
          : [`select '${touches.type}' as t, x.* from (${touches.keys(row)}) as x`]),
      ]);
      return trigger(engine, table, event, keys);
    }),
  );
}

const SEEDING = "exists (select 1 from `store_note` where `name` = 'seed' and `value` like 'started%')";

function trigger(engine: Engine, table: string, event: string, keys: readonly string[]): string {
  // `union` drops what is there twice: an update that leaves the key as it is notes one row.
  const insert = `insert into \`change_outbox\` (\`record_type\`, \`record_id\`) ${keys.join(" union ")}`;
  const name = `\`feed_${table}_${event}\``;
  const head = `create trigger ${name} after ${event} on \`${table}\` for each row`;
  return engine === "sqlite"
    ? `${head} when not ${SEEDING} begin ${insert}; end`
    : `${head} begin if not ${SEEDING} then ${insert}; end if; end`;
}
