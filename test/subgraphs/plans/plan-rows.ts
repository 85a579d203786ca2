import type { StoredRow } from "../../../src/store/write-rows.js";
import type { SubgraphHarness } from "../../support/subgraph-harness.js";

const PLACE_AND_SOURCE = {
  divisionCode: "310115",
  provinceCode: "31",
  prefectureCode: "3101",
  countyCode: "310115",
  townCode: null,
  source: "test",
  sourceProvince: "31",
  observedAt: "2026-11-01 00:00:00.000",
  receivedAt: "2026-11-01 01:00:00.000",
  synthetic: 1,
};

/** A plan's row with everything, in 浦东新区; what a test is about goes over it. */
export function planRow(own: StoredRow & { id: string }): StoredRow {
  return {
    code: `RG-PLN-${own.id}`,
    title: `示例:预案 ${own.id}`,
    titleEn: `Sample: plan ${own.id}`,
    kind: "SPECIAL",
    eventClass: "ACCIDENT",
    level: "DISTRICT",
    structured: 0,
    ownerAgencyId: "ag1",
    parentPlanId: null,
    status: "IN_FORCE",
    version: "2024.1",
    effectiveOn: "2024-01-01",
    revisedOn: null,
    reviewDueOn: "2026-12-31",
    ...PLACE_AND_SOURCE,
    ...own,
  };
}

/** An exercise's row with everything, in 浦东新区; what a test is about goes over it. */
export function exerciseRow(own: StoredRow & { id: string; planId: string; heldOn: string }): StoredRow {
  return {
    kind: "TABLETOP",
    participants: 20,
    score: 80,
    findings: `问题 ${own.id}`,
    ...PLACE_AND_SOURCE,
    ...own,
  };
}

/** A day in UTC that lies some days from now, `YYYY-MM-DD`. */
export function dayFromNow(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

/** The city's plan, two of districts below it and a draft; pl1 is exercised each year, pl2 long ago, the rest never. */
export async function insertPlans(harness: SubgraphHarness): Promise<void> {
  await harness.insert("plan", [
    planRow({
      id: "pl1",
      kind: "OVERALL",
      eventClass: null,
      level: "MUNICIPAL",
      divisionCode: "31",
      prefectureCode: null,
      countyCode: null,
    }),
    planRow({ id: "pl2", parentPlanId: "pl1", structured: 1 }),
    planRow({
      id: "pl3",
      parentPlanId: "pl1",
      ownerAgencyId: "ag2",
      divisionCode: "310104",
      countyCode: "310104",
      status: "UNDER_REVISION",
    }),
    planRow({ id: "pl4", status: "DRAFT", effectiveOn: null, reviewDueOn: null, kind: "INFRASTRUCTURE" }),
  ]);
  await harness.insert("plan_link", [
    { id: "lk1", planId: "pl2", linkedPlanId: "pl1", kind: "HIERARCHY", agreedOn: "2025-05-01" },
    { id: "lk2", planId: "pl3", linkedPlanId: "pl2", kind: "NEIGHBOUR", agreedOn: null },
  ]);
  await harness.insert("exercise", [
    exerciseRow({ id: "xr1", planId: "pl1", heldOn: dayFromNow(-500), kind: "FIELD", participants: 120 }),
    exerciseRow({ id: "xr2", planId: "pl1", heldOn: dayFromNow(-30), score: 91.5 }),
    exerciseRow({ id: "xr3", planId: "pl2", heldOn: dayFromNow(-420), score: null, findings: null }),
  ]);
}
