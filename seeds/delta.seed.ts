import type { AgencyIndex } from "./agency.seed.js";
import { BatchBuffer } from "./batches.js";
import { readData } from "./data.js";
import { instantText } from "./days.js";
import type { IdMint } from "./ids.js";
import { plannedRecords } from "./plan.js";
import type { SeedBatch } from "./types.js";

interface PartnerEntry {
  code: string;
  name: string;
  nameEn: string;
  kind: string;
  divisionCode: string | null;
  contactAgencyCode: string | null;
  note: string | null;
  members: string[];
}

interface AgreementEntry {
  code: string;
  title: string;
  titleEn: string;
  documentNumber: string | null;
  scopeLevel: string;
  status: string;
  signedOn: string | null;
  validFrom: string | null;
  validTo: string | null;
  purpose: string | null;
  sourceNote: string | null;
  parties: { divisionCode: string | null; agencyCode: string | null; role: string }[];
  datasets: { dataset: string; published: boolean }[];
  synthetic?: boolean;
  legalBasis?: string;
  quotaPerDay?: number | null;
  retentionDays?: number;
  grants?: GrantEntry[];
}

interface GrantEntry {
  recordType: string;
  receiver: string | null;
  rowScope: object | null;
  upliftDuty: string | null;
  rules: { coordinate: string; rule: string; detail: string | null }[];
}

interface FeedEntry {
  id: string;
  partnerCode: string | null;
  dataset: string;
  title: string;
  titleEn: string;
  provinceCode: string;
  agencyCode: string;
  expectedEveryDays: number;
  lastReceivedHoursAgo: number;
  synthetic: boolean;
}

const partners = readData<PartnerEntry[]>("partners.json");
const samples = readData<{
  categories: { dataset: string; category: string; label: string }[];
  agreements: AgreementEntry[];
}>("sample-agreements.json");
// The published ones say nothing of fields, so that they give nothing: what the demo grants is sample data.
const agreements = [...readData<AgreementEntry[]>("agreements.json"), ...samples.agreements];
const { feeds } = readData<{ feeds: FeedEntry[] }>("feeds.json");

/** How many days lie between two deliveries of a feed; throws RangeError for an unknown feed. */
export function feedEveryDays(feedId: string): number {
  const feed = feeds.find((one) => one.id === feedId);
  if (feed === undefined)
    throw new RangeError(`feedEveryDays must be called with a feed, but got: ${feedId}`);
  return feed.expectedEveryDays;
}

/** The minted ids of partners and agreements by their codes. */
export function mintDeltaIds(ids: IdMint): {
  partnerIds: Map<string, string>;
  agreementIds: Map<string, string>;
} {
  return {
    partnerIds: new Map(partners.map((partner) => [partner.code, ids.next("partner")])),
    agreementIds: new Map(agreements.map((agreement) => [agreement.code, ids.next("agreement")])),
  };
}

/** What the delta rows are built from. */
export interface DeltaSeed {
  ids: IdMint;
  agencies: AgencyIndex;
  partnerIds: ReadonlyMap<string, string>;
  agreementIds: ReadonlyMap<string, string>;
  today: number;
  scale: number;
}

/** Partners, the published agreements and the feeds that records name as their source. */
export function* deltaRows(seed: DeltaSeed): Generator<SeedBatch> {
  const { ids, agencies, partnerIds, agreementIds } = seed;
  const agencyId = (code: string | null): string | null => (code === null ? null : agencies.byCode(code));
  const buffer = new BatchBuffer([
    "partner",
    "partner_member",
    "agreement",
    "agreement_party",
    "agreement_dataset",
    "agreement_grant",
    "agreement_field_rule",
    "agreement_step",
    "sharing_category",
    "partner_dataset",
  ]);
  for (const { contactAgencyCode, members, note, ...partner } of partners) {
    const id = partnerIds.get(partner.code) ?? null;
    buffer.add("partner", { id, ...partner, contactAgencyId: agencyId(contactAgencyCode), note });
    for (const divisionCode of members) {
      buffer.add("partner_member", { id: ids.next("partner_member"), partnerId: id, divisionCode });
    }
  }
  for (const { code, parties, datasets, grants = [], synthetic = false, ...agreement } of agreements) {
    const agreementId = agreementIds.get(code) ?? null;
    const { legalBasis = null, quotaPerDay = null, retentionDays = null, ...published } = agreement;
    buffer.add("agreement", {
      id: agreementId,
      ...published,
      synthetic: synthetic ? 1 : 0,
      legalBasis,
      quotaPerDay,
      retentionDays,
    });
    for (const { recordType, receiver, rowScope, upliftDuty, rules } of grants) {
      const grantId = ids.next("agreement_grant");
      buffer.add("agreement_grant", {
        id: grantId,
        agreementId,
        receiverCode: receiver,
        recordType,
        rowScope: rowScope === null ? null : JSON.stringify(rowScope),
        upliftDuty,
      });
      for (const rule of rules) {
        buffer.add("agreement_field_rule", { id: ids.next("agreement_field_rule"), grantId, ...rule });
      }
    }
    if (synthetic) {
      for (const step of ["DRAFT", "PROPOSE", "ACCEPT", "ENTER_INTO_FORCE"]) {
        buffer.add("agreement_step", {
          id: ids.next("agreement_step"),
          agreementId,
          step,
          at: instantText(seed.today - 30),
          partyCode: null,
          actor: "sample",
          note: null,
        });
      }
    }
    parties.forEach(({ divisionCode, agencyCode, role }, position) => {
      const id = ids.next("agreement_party");
      buffer.add("agreement_party", {
        id,
        agreementId,
        divisionCode,
        agencyId: agencyId(agencyCode),
        role,
        position,
      });
    });
    for (const { dataset, published } of datasets) {
      const id = ids.next("agreement_dataset");
      buffer.add("agreement_dataset", { id, agreementId, dataset, published: published ? 1 : 0 });
    }
  }
  for (const category of samples.categories) buffer.add("sharing_category", { ...category });
  for (const feed of feeds) {
    buffer.add("partner_dataset", {
      id: feed.id,
      partnerId: feed.partnerCode === null ? null : (partnerIds.get(feed.partnerCode) ?? null),
      dataset: feed.dataset,
      title: feed.title,
      titleEn: feed.titleEn,
      provinceCode: feed.provinceCode,
      agencyId: agencyId(feed.agencyCode),
      expectedEveryDays: feed.expectedEveryDays,
      lastReceivedAt: instantText(seed.today - feed.lastReceivedHoursAgo / 24),
      recordCount: plannedRecords(feed.id, seed.scale),
      synthetic: feed.synthetic ? 1 : 0,
    });
  }
  yield* buffer.drain();
}
