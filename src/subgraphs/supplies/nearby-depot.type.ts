import { Float } from "type-graphql";
import { notePage, Published, PublishedType } from "../../dataset/published.js";
import { Depot } from "./depot.type.js";

/** A depot, and how far it is. */
@PublishedType("NearbyDepot", { zh: "附近的储备库", en: "A depot, and how far it is" })
export class NearbyDepot {
  @Published(() => Float, {
    zh: "直线距离(千米,精确到米)",
    en: "Distance as the crow flies, in kilometres to the metre",
    policy: "PUBLIC",
    needs: ["Depot.location"],
  })
  distanceKm!: number;
  @Published(() => Depot, { zh: "储备库", en: "The depot", policy: "PUBLIC" })
  depot!: Depot;
}

notePage(NearbyDepot, "Depot");
