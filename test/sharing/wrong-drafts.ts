import { DRAFT } from "./sharing-graph.js";

type Problem = readonly [at: string, reason: RegExp];
type Grant = Record<string, unknown>;

/** A draft with one grant. */
export const granting = (grant: Grant) => ({ grants: [{ recordType: "Team", rules: [], ...grant }] });
/** A draft whose grant chooses rows. */
export const scoped = (rowScope: unknown, recordType = "Team") =>
  granting({ recordType, rowScope: typeof rowScope === "string" ? rowScope : JSON.stringify(rowScope) });
/** A draft with one rule. */
export const ruled = (
  coordinate: string,
  rule: string,
  detail?: string,
  recordType = coordinate.split(".")[0],
) => granting({ recordType, rules: [{ coordinate, rule, detail }] });

/** What is wrong with a draft, and how it is told. */
export const WRONG: readonly (readonly [name: string, draft: object, ...problems: Problem[]])[] = [
  ["no title", { title: "  " }, ["title", /empty/]],
  ["a long title", { title: "长".repeat(201) }, ["title", /longer than 200/]],
  ["no day of the calendar", { validFrom: "2026-02-30" }, ["validFrom", /day of the calendar/]],
  ["an end before its beginning", { validFrom: "2026-02-02", validTo: "2026-02-01" }, ["validTo", /ends on/]],
  ["a quota of none", { quotaPerDay: 0 }, ["quotaPerDay", /1 or more/]],
  ["a negative retention", { retentionDays: -1 }, ["retentionDays", /1 or more/]],
  [
    "a party that is not there",
    {
      parties: [
        ...DRAFT.parties,
        { division: "99", role: "BOTH" },
        { agency: "none", role: "PROVIDER" },
        { role: "BOTH" },
      ],
    },
    ["parties.2", /no division 99/],
    ["parties.3", /no agency none/],
    ["parties.4", /names nobody/],
  ],
  [
    "nobody who gives, and no other side",
    { parties: [{ division: "31", role: "RECEIVER" }] },
    ["parties", /None of them provides/],
    ["parties", /no other side/],
  ],
  [
    "nobody who receives",
    { parties: DRAFT.parties.map((party) => ({ ...party, role: "PROVIDER" })) },
    ["parties", /None of them receives/],
  ],
  ["drafted for no party", { draftedFor: "34" }, ["draftedFor", /34/]],
  ["nothing given", { grants: [] }, ["grants", /gives nothing/]],
  [
    "a type that is not shared",
    granting({ recordType: "Agency" }),
    ["grants.0.recordType", /not shared; these are: .*Team/],
  ],
  [
    "a type that belongs to another",
    granting({ recordType: "StockLine" }),
    ["grants.0.recordType", /not shared/],
  ],
  ["a receiver that is no party", granting({ receiver: "32" }), ["grants.0.receiver", /32/]],
  ["a receiver that gives", granting({ receiver: "31" }), ["grants.0.receiver", /31/]],
  [
    "an uplift without an emergency",
    granting({ upliftDuty: "commander" }),
    ["grants.0.upliftDuty", /EMERGENCY/],
  ],
  [
    "a duty that is no name",
    { legalBasis: "EMERGENCY", ...granting({ upliftDuty: "The Commander" }) },
    ["grants.0.upliftDuty", /small letters/],
  ],
  ["a scope that is not JSON", scoped("{level"), ["grants.0.rowScope", /not JSON/]],
  ["a scope that is a list", scoped([]), ["grants.0.rowScope", /not a filter/]],
  [
    "a scope that names no field",
    scoped({ rank: { eq: 1 } }),
    ["grants.0.rowScope", /"rank" is not defined/],
  ],
  [
    "a scope with a value of no enum, and one of the wrong type",
    scoped({ level: { eq: "PLANETARY" }, headcount: { gt: "many" } }),
    ["grants.0.rowScope", /level\.eq: .*PLANETARY/],
    ["grants.0.rowScope", /headcount\.gt: /],
  ],
  [
    "a scope of the gateway's",
    scoped({ _keys_Team: [{ in: ["x"], of: "y" }] }),
    ["grants.0.rowScope", /gateway alone/],
  ],
  [
    "a scope into another dataset",
    scoped({ sharedUnder: { some: {} } }),
    ["grants.0.rowScope", /not defined/],
  ],
  [
    "a scope near other things",
    scoped({ basePoint: { near: { km: 5, team: {} } } }),
    ["grants.0.rowScope", /not defined/],
  ],
  [
    "a scope by the clock",
    scoped({ or: [{ provenance: { observedAt: { within: "-P30D" } } }] }),
    ["grants.0.rowScope", /or\.0\.provenance\.observedAt\.within: .*clock/],
  ],
  [
    "a scope by who is on call",
    scoped({ onCall: { eq: true } }, "Expert"),
    ["grants.0.rowScope", /onCall: .*clock/],
  ],
  ["a scope that says nothing", scoped({}), ["grants.0.rowScope", /all rows/]],
  [
    "a scope with nothing inside",
    scoped({ not: { level: {} } }),
    ["grants.0.rowScope", /not\.level: .*all rows/],
  ],
  ["a scope with null", scoped({ level: null }), ["grants.0.rowScope", /level: null/]],
  ["a scope with an empty list", scoped({ or: [] }), ["grants.0.rowScope", /empty list/]],
  [
    "a scope with bad values",
    scoped({ provenance: { observedAt: { gt: "yesterday" } } }),
    ["grants.0.rowScope", /ISO 8601/],
  ],
  ["a field that is not there", ruled("Team.shoeSize", "CLEAR"), ["grants.0.rules.0", /no field shoeSize/]],
  [
    "a field of another dataset",
    ruled("Expert.phone", "TOKEN", undefined, "Team"),
    ["grants.0.rules.0", /not a field of Team/],
  ],
  ["the key", ruled("Team.id", "TOKEN"), ["grants.0.rules.0", /holds rows together/]],
  ["a bucket for a text", ruled("Team.name", "BUCKET", "10"), ["grants.0.rules.0", /not a number/]],
  ["a bucket without a step", ruled("Team.headcount", "BUCKET", "0"), ["grants.0.rules.0", /over 0/]],
  [
    "a fraction for whole numbers",
    ruled("Team.headcount", "BUCKET", "2.5"),
    ["grants.0.rules.0", /whole step/],
  ],
  ["a mask for a number", ruled("Team.headcount", "MASK", "TEXT"), ["grants.0.rules.0", /not a text/]],
  ["a mask without its sort", ruled("Team.contactPhone", "MASK"), ["grants.0.rules.0", /PHONE.*nothing/]],
  [
    "a detail where there is none",
    ruled("Team.contactPhone", "TOKEN", "PHONE"),
    ["grants.0.rules.0", /no detail/],
  ],
  ["a grid for a text", ruled("Team.address", "GENERALISE", "GRID"), ["grants.0.rules.0", /not a point/]],
  ["a decade for a name", ruled("Expert.name", "GENERALISE", "DECADE"), ["grants.0.rules.0", /not a day/]],
  [
    "a district for a name",
    ruled("Team.contactName", "GENERALISE", "DISTRICT"),
    ["grants.0.rules.0", /not an address/],
  ],
  ["hiding what always has a value", ruled("Team.name", "HIDE"), ["grants.0.rules.0", /always has a value/]],
  [
    "masking what leads to others",
    ruled("Team.capabilities", "TOKEN"),
    ["grants.0.rules.0", /only be hidden/],
  ],
  ["an identity number in clear", ruled("Expert.idNumber", "CLEAR"), ["grants.0.rules.0", /not lawful/]],
  [
    "a telephone in clear for co-operation",
    { legalBasis: "COOPERATION", ...ruled("Team.contactPhone", "CLEAR") },
    ["grants.0.rules.0", /not lawful on the ground of COOPERATION/],
  ],
  [
    "two rules for one field",
    granting({ rules: [1, 2].map(() => ({ coordinate: "Team.contactPhone", rule: "TOKEN" })) }),
    ["grants.0.rules.1", /rule already/],
  ],
];
