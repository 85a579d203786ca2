import { BatchBuffer } from "./batches.js";
import { divisionColumns, pointColumns, provenanceColumns } from "./columns.js";
import type { SeedContext } from "./context.js";
import { feedEveryDays } from "./delta.seed.js";
import { drawPoint } from "./draw-point.js";
import { applyFlaw, drawFlaw, type Flaw } from "./flaws.js";
import { municipalTeamRows } from "./municipal-teams.seed.js";
import { fullWidthName, NOTES } from "./notes.js";
import { syntheticName, unassignedPhone } from "./people.js";
import { divisionOf, PROVINCE_CODES, PROVINCE_SLUGS, type ProvinceCode } from "./places.js";
import { teamQuota } from "./plan.js";
import type { Random } from "./random.js";
import { TEAM_TABLES, teamPartRows } from "./team-parts.js";
import { SOCIAL_WORDS, type TeamSlot, teamSlots } from "./team-slots.js";
import type { Row, SeedBatch } from "./types.js";
import { syntheticUscc } from "./uscc.js";

const POSSIBLE_FLAWS: readonly Flaw[] = [
  "datumInferred",
  "swapped",
  "otherProvince",
  "shallowDivision",
  "fullWidth",
  "trailingBlank",
  "usccCheck",
  "stale",
];

class TeamNames {
  readonly #seen = new Map<string, number>();

  /** A name that no generated team has yet: real places repeat, and so would the names made of them. */
  distinct(name: string): string {
    const number = (this.#seen.get(name) ?? 0) + 1;
    this.#seen.set(name, number);
    return number === 1 ? name : `${name}第${number}分队`;
  }
}

function nameOf(slot: TeamSlot, random: Random): string {
  const { divisionCode, template } = slot;
  const area = divisionOf(divisionCode.slice(0, 6)).name;
  const town = divisionCode.length === 9 ? divisionOf(divisionCode).name : area;
  const word = random.pick(SOCIAL_WORDS);
  return slot.name ?? template.name.replace("{area}", area).replace("{town}", town).replace("{word}", word);
}

function nameEnOf(slot: TeamSlot): string | null {
  const area = divisionOf(slot.divisionCode.slice(0, 6)).nameEn;
  if (area === undefined || !slot.template.nameEn.includes("{area}")) return null;
  return slot.template.nameEn.replace("{area}", area);
}

function leadOf(context: SeedContext, slot: TeamSlot): string {
  const { agencies } = context;
  const { divisionCode, template } = slot;
  if (template.lead === "province" || divisionCode.length < 4)
    return agencies.ofProvince(divisionCode.slice(0, 2));
  const trade = { county: "yjj", fire: "xf", health: "wjw" } as const;
  return agencies.near(trade[template.lead], divisionCode);
}

function usccOf(slot: TeamSlot, random: Random): string | null {
  const { template, divisionCode } = slot;
  const place = divisionCode.padEnd(6, "0");
  if (template.category === "SOCIAL") return random.chance(0.9) ? syntheticUscc(random, "51", place) : null;
  if (template.level === "UNIT") return random.chance(0.8) ? syntheticUscc(random, "91", place) : null;
  return random.chance(0.3) ? syntheticUscc(random, "12", place) : null;
}

function teamRow(
  context: SeedContext,
  slot: TeamSlot,
  province: ProvinceCode,
  name: string,
  flaw: Flaw | null,
): Row {
  const random = context.random("team");
  const { template, divisionCode } = slot;
  const headcount = random.int(...template.headcount);
  const everyDays = feedEveryDays(`${PROVINCE_SLUGS[province]}-teams`);
  const place = divisionOf(divisionCode).name;
  return {
    id: context.ids.next("team"),
    planNumber: null,
    name,
    nameEn: nameEnOf(slot),
    category: template.category,
    level: template.level,
    function: template.function,
    duty: null,
    dutyEn: null,
    status: random.weighted([
      ["ACTIVE", 94],
      ["FORMING", 4],
      ["STOOD_DOWN", 2],
    ]),
    uscc: usccOf(slot, random),
    address: `${place}示例路${random.int(1, 999)}号`,
    contactName: syntheticName(random).name,
    contactPhone: unassignedPhone(random),
    headcount: random.chance(0.97) ? headcount : null,
    standbyHeadcount: random.chance(0.9) ? Math.ceil(headcount * (0.2 + 0.3 * random.next())) : null,
    ...divisionColumns(divisionCode),
    ...drawPoint(divisionCode, random),
    ...provenanceColumns({
      ...context.feed(random, province, "teams", everyDays, flaw === "stale" ? random.int(60, 500) : 0),
      qualityNote: null,
    }),
  };
}

/** A second registration of a Shanghai team by a neighbouring province: same body, careless copy. */
function duplicateOf(context: SeedContext, original: Row, province: ProvinceCode): Row {
  const random = context.random("team");
  const { latitude, longitude } = original;
  const copy: Row = {
    ...original,
    id: context.ids.next("team"),
    name: fullWidthName(String(original["name"])),
    contactName: syntheticName(random).name,
    ...provenanceColumns({
      ...context.feed(random, province, "teams", feedEveryDays(`${PROVINCE_SLUGS[province]}-teams`)),
      qualityNote: NOTES.duplicate,
    }),
  };
  // The copy calls its numbers WGS-84 whatever they were: a shift of up to half a kilometre.
  if (typeof latitude === "number" && typeof longitude === "number") {
    Object.assign(copy, pointColumns(latitude, longitude, "WGS84"));
  }
  return copy;
}

const TAIZHOU_JIANGSU = "3212";
const TAIZHOU_ZHEJIANG = "3310";

/** The plan's 28 teams, then the generated ones, province by province, with what partners share of theirs. */
export function* teamRows(context: SeedContext): Generator<SeedBatch> {
  const buffer = new BatchBuffer(TEAM_TABLES);
  const names = new TeamNames();
  // Some Shanghai teams near the border, kept to be registered a second time by a neighbour.
  const border: [row: Row, slot: TeamSlot][] = [];
  for (const [table, row] of municipalTeamRows(context)) buffer.add(table, row);

  for (const province of PROVINCE_CODES) {
    const slotRandom = context.random(`team/slots/${province}`);
    const random = context.random("team/flaws");
    let made = 0;
    for (const slot of teamSlots(province, teamQuota(province, context.options.scale), slotRandom)) {
      made += 1;
      const flaw = drawFlaw(random, POSSIBLE_FLAWS);
      const repeated = province !== "31" && made % 75 === 0 ? border.pop() : undefined;
      const { template, divisionCode } = repeated?.[1] ?? slot;
      const row =
        repeated === undefined
          ? teamRow(context, slot, province, names.distinct(nameOf(slot, slotRandom)), flaw)
          : duplicateOf(context, repeated[0], province);
      const teamId = String(row["id"]);
      if (repeated === undefined && flaw !== null) applyFlaw(row, flaw, random);
      if (
        repeated === undefined &&
        flaw === null &&
        divisionCode.startsWith(TAIZHOU_JIANGSU) &&
        random.chance(0.15)
      ) {
        Object.assign(row, divisionColumns(TAIZHOU_ZHEJIANG), { qualityNote: NOTES.taizhou });
      }
      if (
        province === "31" &&
        row["qualityNote"] === null &&
        border.length < 40 &&
        /^3101(1[4678]|51)/.test(divisionCode)
      ) {
        border.push([{ ...row }, slot]);
      }
      buffer.add("team", row);
      const leadAgencyIds = [leadOf(context, { template, divisionCode })];
      const capabilities = slotRandom.sample(template.capabilities, slotRandom.int(1, 3));
      const bestType = template.level === "TOWN" || template.level === "UNIT" ? 2 : 1;
      const { eventClasses, kit } = template;
      for (const [table, part] of teamPartRows(context, {
        teamId,
        leadAgencyIds,
        eventClasses,
        capabilities,
        kit,
        bestType,
      })) {
        buffer.add(table, part);
      }
      if (repeated === undefined) {
        for (const shared of context.shared.rowsOf(random, "TEAMS", teamId, slot.divisionCode))
          buffer.add("shared_record", shared);
      }
      context.teams.push({
        id: teamId,
        province,
        area: divisionCode.slice(0, 6),
        municipal: false,
        domains: template.domains,
      });
      yield* buffer.drainWhenFull();
    }
  }
  yield* buffer.drain();
}
