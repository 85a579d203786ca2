import { sql } from "kysely";
import type { PolicyClass } from "../policy/policy-class.js";
import { isLateAt } from "../store/aggregate-freshness.js";
import type { Sql } from "../store/per-parent.js";
import type { Engine } from "../store/store.js";
import type { Dataset } from "./dataset.js";
import { filterKind } from "./filter-kind.js";
import { POINT_PROPERTIES, Point } from "./point.js";
import { Provenance } from "./provenance.js";
import type { Bilingual, PublishedField } from "./published.js";

/** Something that is so of a row or not: what shares of groups are told of. */
export interface FlagPart extends Bilingual {
  readonly policy: PolicyClass;
  /**
   * 1, 0, or null where it cannot be told; such rows count on neither side.
   * @param asOf the instant that lateness is told at, as the store keeps instants
   */
  readonly column: (engine: Engine, asOf: string) => Sql;
}

/** What shares can be told of in a dataset, by name: its published flags, and those of its point and provenance. */
export function flagParts(
  dataset: Dataset,
  own: Readonly<Record<string, FlagPart>> = {},
): ReadonlyMap<string, FlagPart> {
  const parts = new Map<string, FlagPart>();
  for (const [name, field] of dataset.shape.fields) {
    const source = dataset.sources(name)[0];
    if (source !== undefined && filterKind(dataset, name, field)?.kind === "flag") {
      const { zh, en, policy } = field;
      parts.set(name, { zh, en, policy, column: () => dataset.column(source) });
    } else for (const [inner, part] of nestedFlags(dataset, field)) parts.set(inner, part);
  }
  for (const [name, part] of Object.entries(own)) parts.set(name, part);
  return parts;
}

function nestedFlags(dataset: Dataset, { relation, type, policy }: PublishedField): [string, FlagPart][] {
  const published = relation ? undefined : type();
  if (published === Point && POINT_PROPERTIES.every((each) => dataset.propertyType(each) !== undefined)) {
    // A record without coordinates has no datum that could have been inferred.
    const column = () =>
      sql`case when ${dataset.column("datum")} is not null then ${dataset.column("datumInferred")} end`;
    const text = { zh: "坐标系统为推断(有坐标者)", en: "The datum was inferred, of those with coordinates" };
    return [["datumInferred", { ...text, policy, column }]];
  }
  if (published !== Provenance) return [];
  const late =
    (...states: string[]): FlagPart["column"] =>
    (engine, asOf) =>
      isLateAt(engine, dataset.column("observedAt"), dataset.column("refreshEveryDays"), states, asOf);
  return [
    [
      "synthetic",
      { zh: "为合成样例", en: "Synthetic sample data", policy, column: () => dataset.column("synthetic") },
    ],
    [
      "overdue",
      {
        zh: "逾期(超过约定周期的两倍,含严重逾期;有约定者)",
        en: "More than two rhythms old, delinquent ones included, of those with a promised rhythm",
        policy,
        column: late("OVERDUE", "DELINQUENT"),
      },
    ],
    [
      "delinquent",
      {
        zh: "严重逾期(超过约定周期的三倍;有约定者)",
        en: "More than three rhythms old, of those with a promised rhythm",
        policy,
        column: late("DELINQUENT"),
      },
    ],
  ];
}
