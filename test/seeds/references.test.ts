import { describe, expect, test } from "@jest/globals";
import type { Row } from "../../seeds/index.js";
import { collect } from "./collect.js";

const rows = collect({ scale: 0.3 });
const table = (name: string): Row[] => rows.get(name) ?? [];

/** The column that identifies a table's rows; the two link tables have a pair. */
const KEYS: Readonly<Record<string, string[]>> = {
  division: ["code"],
  division_boundary: ["divisionCode"],
  event_type: ["code"],
  event_level: ["level"],
  capability: ["code"],
  unit: ["code"],
  expert_domain: ["code"],
  item: ["code"],
  skill: ["code"],
  sharing_category: ["dataset"],
  team_lead_agency: ["teamId", "agencyId"],
  team_event_class: ["teamId", "eventClass"],
  air_unit_capability: ["airUnitId", "capabilityCode"],
};

// Written "table.column -> table.column".
const LINKS = [
  "division.parentCode -> division.code",
  "division_boundary.divisionCode -> division.code",
  "agency.divisionCode -> division.code",
  "agency.parentId -> agency.id",
  "agency.successorId -> agency.id",
  "agency_name.agencyId -> agency.id",
  "event_type.parentCode -> event_type.code",
  "capability_type.capabilityCode -> capability.code",
  "supply_category_crosswalk.fromId -> supply_category.id",
  "supply_category_crosswalk.toId -> supply_category.id",
  "unit.baseCode -> unit.code",
  "team.divisionCode -> division.code",
  "team.source -> partner_dataset.id",
  "team.sourceAgencyId -> agency.id",
  "team_lead_agency.teamId -> team.id",
  "team_lead_agency.agencyId -> agency.id",
  "team_event_class.teamId -> team.id",
  "team_capability.teamId -> team.id",
  "team_capability.capabilityCode -> capability.code",
  "team_capability.verifiedByAgencyId -> agency.id",
  "team_equipment.teamId -> team.id",
  "team_equipment.itemCode -> item.code",
  "team_equipment.unitCode -> unit.code",
  "team_readiness.teamId -> team.id",
  "team_readiness.reportedByAgencyId -> agency.id",
  "expert.divisionCode -> division.code",
  "expert.source -> partner_dataset.id",
  "expert_specialty.expertId -> expert.id",
  "expert_specialty.domainCode -> expert_domain.code",
  "expert_appointment.expertId -> expert.id",
  "expert_appointment.agencyId -> agency.id",
  "expert_appointment.divisionCode -> division.code",
  "expert_engagement.expertId -> expert.id",
  "expert_shift.expertId -> expert.id",
  "expert_shift.teamId -> team.id",
  "expert_shift.divisionCode -> division.code",
  "expert_team.expertId -> expert.id",
  "expert_team.teamId -> team.id",
  "expert_training.expertId -> expert.id",
  "depot.divisionCode -> division.code",
  "depot.parentDepotId -> depot.id",
  "depot.ownerAgencyId -> agency.id",
  "depot.keeperAgencyId -> agency.id",
  "depot.source -> partner_dataset.id",
  "item.categoryId -> supply_category.id",
  "item.baseUnitCode -> unit.code",
  "item_pack.itemCode -> item.code",
  "item_pack.unitCode -> unit.code",
  "item_substitute.itemCode -> item.code",
  "item_substitute.substituteCode -> item.code",
  "stock_line.depotId -> depot.id",
  "stock_line.itemCode -> item.code",
  "stock_line.unitCode -> unit.code",
  "stock_line.ownerAgencyId -> agency.id",
  "production_capacity.depotId -> depot.id",
  "production_capacity.itemCode -> item.code",
  "production_capacity.unitCode -> unit.code",
  "volunteer_organisation.divisionCode -> division.code",
  "volunteer_organisation.source -> partner_dataset.id",
  "volunteer.divisionCode -> division.code",
  "volunteer.source -> partner_dataset.id",
  "volunteer.organisationId -> volunteer_organisation.id",
  "volunteer_skill.volunteerId -> volunteer.id",
  "volunteer_skill.skillCode -> skill.code",
  "volunteer_step_event.volunteerId -> volunteer.id",
  "volunteer_availability.volunteerId -> volunteer.id",
  "partner.divisionCode -> division.code",
  "partner.contactAgencyId -> agency.id",
  "partner_member.partnerId -> partner.id",
  "partner_member.divisionCode -> division.code",
  "agreement_party.agreementId -> agreement.id",
  "agreement_party.divisionCode -> division.code",
  "agreement_party.agencyId -> agency.id",
  "agreement_grant.agreementId -> agreement.id",
  "agreement_grant.receiverCode -> division.code",
  "agreement_field_rule.grantId -> agreement_grant.id",
  "agreement_step.agreementId -> agreement.id",
  "agreement_step.partyCode -> division.code",
  "agreement_dataset.agreementId -> agreement.id",
  "partner_dataset.partnerId -> partner.id",
  "partner_dataset.provinceCode -> division.code",
  "partner_dataset.agencyId -> agency.id",
  "plan.divisionCode -> division.code",
  "plan.ownerAgencyId -> agency.id",
  "plan.parentPlanId -> plan.id",
  "plan.source -> partner_dataset.id",
  "plan_link.planId -> plan.id",
  "plan_link.linkedPlanId -> plan.id",
  "exercise.planId -> plan.id",
  "exercise.divisionCode -> division.code",
  "exercise.source -> partner_dataset.id",
  "incident.eventTypeCode -> event_type.code",
  "incident.divisionCode -> division.code",
  "incident.source -> partner_dataset.id",
  "dispatch.incidentId -> incident.id",
  "dispatch.teamId -> team.id",
  "dispatch.source -> partner_dataset.id",
  "shared_record.agreementId -> agreement.id",
  "shared_record.partnerId -> partner.id",
  "warning.eventTypeCode -> event_type.code",
  "warning.issuerAgencyId -> agency.id",
  "warning.refersToId -> warning.id",
  "warning.source -> partner_dataset.id",
  "warning_area.warningId -> warning.id",
  "warning_area.divisionCode -> division.code",
  "warning_coverage.warningId -> warning.id",
  "warning_coverage.divisionCode -> division.code",
  "warning_coverage.eventTypeCode -> event_type.code",
  "warning_delivery.coverageId -> warning_coverage.id",
  "warning_delivery.warningId -> warning.id",
  "landing_site.divisionCode -> division.code",
  "landing_site.ownerAgencyId -> agency.id",
  "landing_site.source -> partner_dataset.id",
  "air_unit.homeSiteId -> landing_site.id",
  "air_unit.operatorAgencyId -> agency.id",
  "air_unit.divisionCode -> division.code",
  "air_unit.source -> partner_dataset.id",
  "air_unit_capability.airUnitId -> air_unit.id",
  "air_unit_capability.capabilityCode -> capability.code",
  "air_reach.airUnitId -> air_unit.id",
  "air_reach.divisionCode -> division.code",
  "air_reach.source -> partner_dataset.id",
];

describe("seed rows as a whole", () => {
  test("have no key twice", () => {
    for (const [name, list] of rows) {
      const key = KEYS[name] ?? ["id"];
      const seen = new Set(list.map((row) => key.map((column) => row[column]).join("/")));
      expect([name, seen.size]).toEqual([name, list.length]);
    }
  });

  test.each(LINKS)("point to rows that exist: %s", (link) => {
    const [from, to] = link.split(" -> ").map((end) => end.split(".") as [string, string]);
    const [fromTable, fromColumn] = from ?? ["", ""];
    const [toTable, toColumn] = to ?? ["", ""];
    const known = new Set(table(toTable).map((row) => row[toColumn]));
    const used = table(fromTable).map((row) => row[fromColumn]);
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter((value) => value !== null && !known.has(value ?? null))).toEqual([]);
  });

  test("share only records that exist, of the dataset that is named", () => {
    const ids = new Map([
      ["TEAMS", new Set(table("team").map((row) => row["id"]))],
      ["EXPERTS", new Set(table("expert").map((row) => row["id"]))],
      ["SUPPLIES", new Set(table("depot").map((row) => row["id"]))],
    ]);
    const lost = table("shared_record").filter(
      (row) => !ids.get(String(row["dataset"]))?.has(row["recordId"] ?? null),
    );
    expect(lost).toEqual([]);
  });

  test("come parents first: no batch names a parent that a later one brings", () => {
    const first = new Map([...rows.keys()].map((name, index) => [name, index]));
    const late = LINKS.map((link) => /^(\w+)\.\w+ -> (\w+)\./.exec(link)).filter(
      (match) => (first.get(match?.[1] ?? "") ?? -1) < (first.get(match?.[2] ?? "") ?? -1),
    );
    // Equipment names its catalogue item by code and comes with its team, before the supplies.
    expect(late.map((match) => match?.slice(1, 3).join(" -> "))).toEqual(["team_equipment -> item"]);
  });

  test("observe before they receive, and receive before the reference day", () => {
    const names = ["team", "expert", "depot", "volunteer_organisation", "volunteer"];
    for (const name of [...names, "plan", "exercise", "incident", "dispatch"]) {
      const wrong = table(name).filter(
        ({ observedAt, receivedAt }) =>
          !(String(observedAt) < String(receivedAt) && String(receivedAt) < "2026-11-02"),
      );
      expect([name, wrong]).toEqual([name, []]);
    }
  });
});
