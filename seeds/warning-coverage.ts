import { divisionColumns } from "./columns.js";
import type { SeedContext } from "./context.js";
import { instantText } from "./days.js";
import { Random } from "./random.js";
import type { Row } from "./types.js";
import { townsWithin } from "./warning-slots.js";

/** How many people live in a town and how well warnings reach them there, drawn once for a seed. */
interface Town {
  people: number;
  usual: number;
}

/** The share of people that each channel reaches, from and to, and how often it is used. */
const CHANNELS: readonly (readonly [channel: string, from: number, to: number, used: number])[] = [
  ["SMS", 0.62, 0.85, 1],
  ["APP", 0.3, 0.6, 1],
  ["TELEVISION", 0.1, 0.3, 0.5],
  ["LOUDSPEAKER", 0.1, 0.45, 0.45],
  ["RADIO", 0.02, 0.1, 0.25],
  ["DISPLAY", 0.05, 0.25, 0.25],
  ["DOOR_TO_DOOR", 0.01, 0.04, 0.12],
];

/** Makes the coverage reports of a run. */
export class CoverageReports {
  readonly #towns = new Map<string, Town>();

  constructor(private readonly context: SeedContext) {}

  /** The rows of one alert or update: for each town that reports, its total and then its channels. */
  *rowsOf(
    warning: Row,
    issued: number,
    areas: readonly string[],
  ): Generator<["warning_coverage" | "warning_delivery", Row]> {
    const random = this.context.random("warning_coverage");
    for (const code of new Set(areas.flatMap(townsWithin))) {
      // A few towns never report.
      if (random.chance(0.03)) continue;
      const { people, usual } = this.town(code);
      // An exercise is for few.
      const targeted = warning["status"] === "EXERCISE" ? Math.ceil(people * 0.02) : people;
      const share = Math.min(0.995, Math.max(0.3, usual + (random.next() - 0.6) * 0.05));
      const reached = Math.round(targeted * share);
      const reportedAt = instantText(Math.min(issued + random.int(30, 240) / 1440, this.context.today));
      const id = this.context.ids.next("warning_coverage");
      yield [
        "warning_coverage",
        {
          id,
          warningId: warning["id"] ?? null,
          ...divisionColumns(code),
          eventTypeCode: warning["eventTypeCode"] ?? null,
          colour: warning["colour"] ?? null,
          status: warning["status"] ?? null,
          issuedAt: warning["issuedAt"] ?? null,
          targeted,
          reached,
          reportedAt,
        },
      ];
      for (const [channel, channelTargeted, channelReached] of this.channels(targeted, reached, random)) {
        yield [
          "warning_delivery",
          {
            id: this.context.ids.next("warning_delivery"),
            coverageId: id,
            warningId: warning["id"] ?? null,
            channel,
            targeted: channelTargeted,
            reached: channelReached,
            reportedAt,
          },
        ];
      }
    }
  }

  /** No channel reaches more than all of them together, and none of those reached is left out. */
  private channels(targeted: number, reached: number, random: Random): [string, number, number][] {
    const used = CHANNELS.filter(([, , , often]) => random.chance(often)).map(
      ([channel, from, to]): [string, number] => [
        channel,
        Math.floor(reached * (from + random.next() * (to - from))),
      ],
    );
    const sum = used.reduce((total, [, count]) => total + count, 0);
    return used.map(([channel, count], at) => {
      const got = at === 0 ? count + Math.max(0, reached - sum) : count;
      return [channel, Math.min(targeted, Math.ceil(got * (1.02 + random.next() * 0.2))), got];
    });
  }

  private town(code: string): Town {
    let town = this.#towns.get(code);
    if (town === undefined) {
      const random = new Random(this.context.options.seed, `warning/town/${code}`);
      const [low, high] = random.weighted([
        [[0.92, 0.985], 74],
        [[0.86, 0.92], 20],
        [[0.68, 0.86], 6],
      ] as const);
      town = { people: random.int(6000, 140_000), usual: low + random.next() * (high - low) };
      this.#towns.set(code, town);
    }
    return town;
  }
}
