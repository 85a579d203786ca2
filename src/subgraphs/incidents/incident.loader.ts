import { sql } from "kysely";
import { dataset } from "../../dataset/dataset.js";
import { filterOf } from "../../dataset/filter.js";
import { lookUp } from "../../dataset/look-up.js";
import { orderOf } from "../../dataset/order.js";
import { allOf, childrenBy, childrenByDivision } from "../../dataset/relation.js";
import { byOwner, throughLink } from "../../dataset/relation-filter.js";
import { Dispatch } from "./dispatch.type.js";
import { DispatchEntity, IncidentEntity } from "./incident.entity.js";
import { Incident } from "./incident.type.js";

const incidents = dataset({
  entity: IncidentEntity,
  type: Incident,
  share: "INCIDENTS",
  // One step down the index of an incident's dispatches for each incident that is read.
  expressions: {
    minutesToFirstArrival: sql`(
      select min(x.minutes_to_arrival) from dispatch as x where x.incident_id = ${sql.ref("c.id")})`,
  },
});
const dispatches = dataset({
  entity: DispatchEntity,
  type: Dispatch,
  within: { owner: incidents, by: "incidentId" },
});

export const incidentById = lookUp(incidents);
export const incidentFilter = filterOf(incidents, {
  division: true,
  relations: {
    dispatches: byOwner(filterOf(dispatches, { name: "IncidentDispatchFilter" }), "incidentId", {
      zh: "出动",
      en: "Who was sent",
    }),
  },
});
export const incidentOrder = orderOf(incidents);
export const allIncidents = allOf(incidents);
export const incidentsByDivision = childrenByDivision(incidents);

export const dispatchById = lookUp(dispatches);
export const dispatchFilter = filterOf(dispatches, {
  relations: {
    // A dispatch has one incident: `some` and `every` say the same of it.
    incident: throughLink(
      incidentFilter,
      { entity: DispatchEntity, parent: "id", child: "incidentId" },
      { zh: "所赴的突发事件", en: "The incident that it was for" },
    ),
  },
});
export const dispatchOrder = orderOf(dispatches);
export const allDispatches = allOf(dispatches);
export const dispatchesByIncident = childrenBy(dispatches, "incidentId");
export const dispatchesByTeam = childrenBy(dispatches, "teamId");
