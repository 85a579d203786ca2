import type { SeedContext } from "./context.js";
import { readData } from "./data.js";
import { dayText, instantText } from "./days.js";
import { itemOf } from "./items.js";
import { syntheticName } from "./people.js";
import type { Row } from "./types.js";

/** The tables of the teams dataset, parents first. */
export const TEAM_TABLES = [
  "team",
  "team_lead_agency",
  "team_event_class",
  "team_capability",
  "team_equipment",
  "team_readiness",
  "shared_record",
] as const;

/** What a team's generated parts are made from. */
export interface TeamParts {
  teamId: string;
  leadAgencyIds: readonly string[];
  eventClasses: readonly string[];
  capabilities: readonly string[];
  kit: readonly string[];
  /** The strongest type that a generated team of this sort reaches; 1 is the strongest of all. */
  bestType: number;
}

const typeCounts = new Map<string, number>();
for (const { capabilityCode } of readData<{ types: { capabilityCode: string }[] }>("capabilities.json")
  .types) {
  typeCounts.set(capabilityCode, (typeCounts.get(capabilityCode) ?? 0) + 1);
}

const AXES = ["PEOPLE", "EQUIPMENT", "VEHICLES"] as const;

function* capabilityRows(context: SeedContext, parts: TeamParts): Generator<Row> {
  const random = context.random("team_capability");
  for (const capabilityCode of parts.capabilities) {
    const weakest = typeCounts.get(capabilityCode) ?? 1;
    const verifiedOn = context.today - random.int(5, 1300);
    const verified = random.chance(0.85);
    yield {
      id: context.ids.next("team_capability"),
      teamId: parts.teamId,
      capabilityCode,
      typeLevel: random.int(Math.min(parts.bestType, weakest), weakest),
      verifiedByAgencyId: verified ? (parts.leadAgencyIds[0] ?? null) : null,
      verifiedOn: verified ? dayText(verifiedOn) : null,
      validUntil: verified ? dayText(verifiedOn + 3 * 365) : null,
    };
  }
}

function* equipmentRows(context: SeedContext, parts: TeamParts): Generator<Row> {
  const random = context.random("team_equipment");
  for (const code of random.sample(parts.kit, random.int(2, Math.max(2, parts.kit.length - 1)))) {
    const item = itemOf(code);
    const [low, high] = item.typical;
    // A team carries a part of what a depot stores.
    const most = Math.max(1, Math.round(low * 0.6 + high * 0.1));
    yield {
      id: context.ids.next("team_equipment"),
      teamId: parts.teamId,
      name: item.name,
      nameEn: item.nameEn,
      itemCode: code,
      quantity: random.int(Math.max(1, Math.floor(most / 4)), most),
      unitCode: item.baseUnitCode,
      status: random.weighted([
        ["SERVICEABLE", 88],
        ["MAINTENANCE", 9],
        ["OUT_OF_SERVICE", 3],
      ]),
      inspectedOn: random.chance(0.93) ? dayText(context.today - random.int(1, 400)) : null,
    };
  }
}

function* readinessRows(context: SeedContext, parts: TeamParts): Generator<Row> {
  const random = context.random("team_readiness");
  const usualTurnout = random.int(5, 45);
  for (const axis of AXES) {
    if (random.chance(0.04)) continue;
    const status = random.weighted([
      ["READY", 80],
      ["PARTIAL", 15],
      ["NOT_READY", 5],
    ]);
    const late = random.chance(0.05) ? random.int(40, 300) : 0;
    yield {
      id: context.ids.next("team_readiness"),
      teamId: parts.teamId,
      axis,
      status,
      turnoutMinutes: status === "NOT_READY" ? null : usualTurnout + random.int(0, 15),
      reportedByAgencyId: parts.leadAgencyIds[0] ?? null,
      reportedBy: syntheticName(random).name,
      reportedAt: instantText(context.today - late - random.next() * 3 - 1 / 86_400),
    };
  }
}

/** The child rows of a team, table by table. All of them are sample data, also for the plan's teams. */
export function* teamPartRows(
  context: SeedContext,
  parts: TeamParts,
): Generator<[table: (typeof TEAM_TABLES)[number], row: Row]> {
  const { teamId } = parts;
  for (const [position, agencyId] of parts.leadAgencyIds.entries()) {
    yield ["team_lead_agency", { teamId, agencyId, position }];
  }
  for (const eventClass of parts.eventClasses) yield ["team_event_class", { teamId, eventClass }];
  for (const row of capabilityRows(context, parts)) yield ["team_capability", row];
  for (const row of equipmentRows(context, parts)) yield ["team_equipment", row];
  for (const row of readinessRows(context, parts)) yield ["team_readiness", row];
}
