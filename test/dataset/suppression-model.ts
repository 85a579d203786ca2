import fc from "fast-check";
import { SMALLEST_GROUP_OF_PEOPLE } from "../../src/policy/small-groups.js";

/** Volunteers by town and skill. */
export const QUERY = `query ($having: VolunteerHaving, $orderBy: [VolunteerGroupOrder!], $first: Int, $after: String, $where: VolunteerFilter) {
  volunteerAggregate(
    where: $where, groupBy: [{ division: { level: TOWN } }, { skill: true }]
    having: $having, orderBy: $orderBy, first: $first, after: $after
  ) {
    suppressedGroups totalCount pageInfo { hasNextPage endCursor }
    nodes { key { division { code } skill { code name } } count sum { serviceHours } }
  }
}`;

/** Its answer. */
export interface Answer {
  readonly suppressedGroups: number;
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly {
    readonly count: number;
    readonly key: { readonly division: { code: string }; readonly skill: { code: string } | null };
  }[];
}

/** A count of people, as told to who may not read them. */
export const told = (count: number) => Math.ceil(count / SMALLEST_GROUP_OF_PEOPLE) * SMALLEST_GROUP_OF_PEOPLE;

/** A group and how many it has. */
export interface Sized {
  readonly town: string;
  readonly skill: string;
  readonly size: number;
}

/** Which groups are shown to who may not read people: the rule as plain code. */
export function shownOf(groups: readonly Sized[]): readonly Sized[] {
  const hidden = new Set(groups.filter(({ size }) => size < SMALLEST_GROUP_OF_PEOPLE));
  const totals: ((group: Sized) => string)[] = [
    ({ town, skill }) => `${town.slice(0, 6)} ${skill}`,
    ({ town, skill }) => `${town.slice(0, 4)} ${skill}`,
    ({ town, skill }) => `${town.slice(0, 2)} ${skill}`,
    ({ skill }) => skill,
    ({ town }) => town,
    () => "",
  ];
  for (const of of totals) {
    for (const total of new Set(groups.map(of))) {
      const there = groups.filter((group) => of(group) === total);
      const some = there.filter((group) => hidden.has(group));
      const rows = some.reduce((sum, { size }) => sum + size, 0);
      if (some.length === 0 || (some.length > 1 && rows >= SMALLEST_GROUP_OF_PEOPLE)) continue;
      const [next] = there
        .filter((group) => !hidden.has(group))
        // A person without a skill is in the group without one, which is ordered first.
        .sort(
          (a, b) =>
            a.size - b.size || (a.town < b.town ? -1 : a.town > b.town ? 1 : a.skill < b.skill ? -1 : 1),
        );
      if (next !== undefined) hidden.add(next);
    }
  }
  return groups.filter((group) => !hidden.has(group));
}

/** The divisions that a town is in. */
export const ancestors = (town: string) => ({
  provinceCode: town.slice(0, 2),
  prefectureCode: town.slice(0, 4),
  countyCode: town.slice(0, 6),
});

/** Somebody, anywhere, with any skills. */
export const person = fc.record({
  town: fc.constantFrom("310115103", "310115104", "310112101", "330102001"),
  skills: fc.uniqueArray(fc.constantFrom("FIRST_AID", "BOAT"), { maxLength: 2 }),
});
