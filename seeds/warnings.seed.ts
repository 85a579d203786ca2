import { BatchBuffer } from "./batches.js";
import { divisionColumns, provenanceColumns } from "./columns.js";
import type { SeedContext } from "./context.js";
import { instantText } from "./days.js";
import { NOTES } from "./notes.js";
import { divisionOf, PROVINCE_CODES, type ProvinceCode } from "./places.js";
import { warningQuota } from "./plan.js";
import type { Row, SeedBatch } from "./types.js";
import { CoverageReports } from "./warning-coverage.js";
import { COLOURS, drawAreas, drawEvent, type WarnedEvent } from "./warning-slots.js";

const TABLES = ["warning", "warning_area", "warning_coverage", "warning_delivery"] as const;

type Message = "ALERT" | "UPDATE" | "CANCEL";

/** What the messages of one warning share. */
interface Chain {
  province: ProvinceCode;
  areas: string[];
  event: WarnedEvent;
  status: string;
  issuerAgencyId: string;
}

/** One message of a chain. */
interface Sent {
  message: Message;
  /** Days since 1970. */
  issued: number;
  /** Place in COLOURS. */
  colour: number;
  refersToId: string | null;
  /** Which message it is of all, from 1. */
  place: number;
}

/** A message before its place among others is known. */
type Drafted = Omit<Sent, "refersToId" | "place">;

const SIGNED: Readonly<Record<Message, readonly [string, string]>> = {
  ALERT: ["发布", "issued"],
  UPDATE: ["更新", "updated"],
  CANCEL: ["解除", "cancelled"],
};

function issuerOf({ agencies }: SeedContext, areas: readonly string[], eventCode: string): string {
  const [area = "31", ...more] = areas;
  const isCity = area === "31" || (area.startsWith("31") && more.length > 0);
  if (isCity) return agencies.byCode(eventCode.startsWith("11B") ? "sh-qxj" : "sh-yjj");
  return agencies.near("yjj", more.length > 0 ? area.slice(0, 4) : area);
}

/** In the verified form, but with 000 for the trade: it can never be taken for a real warning's. */
function nationalId(area: string, issued: number, place: number): string {
  const beijing = instantText(issued + 8 / 24).replaceAll(/[^\d]/g, "");
  return `${area.slice(0, 6).padEnd(6, "0")}00000000_${beijing.slice(0, 14)}_${place % 10}`;
}

function warningRow(context: SeedContext, chain: Chain, sent: Sent): Row {
  const random = context.random("warning");
  const { province, areas, event, status, issuerAgencyId } = chain;
  const [colour, zh, en] = COLOURS[sent.colour] ?? COLOURS[3];
  const places = areas.map((code) => divisionOf(code));
  const unknownColour = random.chance(0.012);
  const withoutId = random.chance(0.02);
  const id = context.ids.next("warning");
  const inEnglish = places.every(({ nameEn }) => nameEn !== undefined);
  const [signed, signedEn] = SIGNED[sent.message];
  const placesEn = places.map(({ nameEn }) => nameEn).join(", ");
  return {
    id,
    nationalId: withoutId ? null : nationalId(areas[0] ?? province, sent.issued, sent.place),
    eventTypeCode: event.code,
    colour: unknownColour ? null : colour,
    messageType: sent.message,
    status,
    headline: `${places.map(({ name }) => name).join("、")}${signed}${event.name}${zh}预警(示例)`,
    headlineEn: inEnglish
      ? `${en} warning of ${event.nameEn.toLowerCase()} ${signedEn} for ${placesEn} (sample)`
      : null,
    issuerAgencyId,
    issuedAt: instantText(sent.issued),
    effectiveFrom: instantText(sent.issued),
    expiresAt: instantText(sent.issued + random.int(6, 48) / 24),
    refersToId: sent.refersToId,
    ...provenanceColumns({
      ...context.feed(random, province, "warnings", 1),
      observedAt: instantText(sent.issued),
      receivedAt: instantText(sent.issued + 2 / 1440),
      // A message stays as it is, so that it cannot be late.
      refreshEveryDays: null,
      qualityNote: unknownColour ? NOTES.colourUnknown : withoutId ? NOTES.nationalIdMissing : null,
    }),
  };
}

/** The messages of a chain up to the reference day. */
function messagesOf(context: SeedContext, begin: number): Drafted[] {
  const random = context.random("warning/messages");
  const first = random.weighted([
    [0, 4],
    [1, 16],
    [2, 38],
    [3, 42],
  ]);
  const messages: Drafted[] = [{ message: "ALERT", issued: begin, colour: first }];
  let last = begin;
  let colour = first;
  if (random.chance(0.35)) {
    last += random.int(60, 420) / 1440;
    colour = Math.min(3, Math.max(0, first + random.pick([-1, 1])));
    messages.push({ message: "UPDATE", issued: last, colour });
  }
  if (random.chance(0.55)) {
    messages.push({ message: "CANCEL", issued: last + random.int(90, 600) / 1440, colour });
  }
  return messages.filter(({ issued }) => issued < context.today);
}

/** Warnings of the year before the reference day, with what they are for and how far they reached. */
export function* warningRows(context: SeedContext): Generator<SeedBatch> {
  const buffer = new BatchBuffer(TABLES);
  const reports = new CoverageReports(context);
  let place = 0;
  for (const province of PROVINCE_CODES) {
    const random = context.random(`warning/slots/${province}`);
    const quota = warningQuota(province, context.options.scale);
    for (let made = 0; made < quota; made += 1) {
      // The first of each province are of the last hours, so that some are in force.
      const begin = context.today - (made < 2 ? 0.05 + random.next() * 0.2 : 1 + random.next() * 364);
      const areas = made === 0 && province === "31" ? ["31"] : drawAreas(random, province);
      const event = drawEvent(random, begin);
      const status = random.weighted([
        ["ACTUAL", made < 2 ? 1 : 93],
        ["EXERCISE", made < 2 ? 0 : 5],
        ["TEST", made < 2 ? 0 : 2],
      ]);
      const issuerAgencyId = issuerOf(context, areas, event.code);
      let refersToId: string | null = null;
      for (const sent of messagesOf(context, begin)) {
        const chain = { province, areas, event, status, issuerAgencyId };
        place += 1;
        const row = warningRow(context, chain, { ...sent, refersToId, place });
        buffer.add("warning", row);
        for (const code of areas) {
          buffer.add("warning_area", {
            id: context.ids.next("warning_area"),
            warningId: row["id"] ?? null,
            ...divisionColumns(code),
          });
        }
        // Nobody reports how far a cancellation or a test went.
        if (sent.message !== "CANCEL" && status !== "TEST") {
          for (const [table, report] of reports.rowsOf(row, sent.issued, areas)) buffer.add(table, report);
        }
        refersToId = String(row["id"]);
        yield* buffer.drainWhenFull();
      }
    }
  }
  yield* buffer.drain();
}
