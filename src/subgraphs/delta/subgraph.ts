import type { SubgraphDefinition } from "../../dataset/build-subgraph.js";
import {
  AgreementDatasetEntity,
  AgreementEntity,
  AgreementFieldRuleEntity,
  AgreementGrantEntity,
  AgreementPartyEntity,
  AgreementStepEntity,
  QuotaUseEntity,
  RetentionPurgeEntity,
  SharingCategoryEntity,
} from "./agreement.entity.js";
import { agreementById, agreementSearch } from "./agreement.loader.js";
import { AgreementResolver } from "./agreement.resolver.js";
import { AgreementMutationResolver } from "./agreement-mutation.resolver.js";
import { AgreementGrantResolver, AgreementTermsResolver } from "./agreement-terms.resolver.js";
import { DELTA_KEY_QUERIES } from "./key-queries.js";
import {
  DepotSharingResolver,
  DivisionDeltaResolver,
  ExpertSharingResolver,
  TeamSharingResolver,
} from "./links.resolver.js";
import { PartnerDatasetEntity, PartnerEntity, PartnerMemberEntity } from "./partner.entity.js";
import { feedById, partnerById, partnerSearch } from "./partner.loader.js";
import { PartnerResolver, SHARED_EDGE_RESOLVERS } from "./partner.resolver.js";
import { PartnerDatasetResolver } from "./partner-dataset.resolver.js";
import { SharedRecordEntity } from "./shared-record.entity.js";

export { type Purged, purgePersonalData } from "./retention.service.js";

/** Partners in the Yangtze Delta, agreements with them, their feeds, and what is shared under which agreement. */
export const deltaSubgraph: SubgraphDefinition = {
  name: "delta",
  entities: [
    PartnerEntity,
    PartnerMemberEntity,
    PartnerDatasetEntity,
    AgreementEntity,
    AgreementPartyEntity,
    AgreementDatasetEntity,
    AgreementGrantEntity,
    AgreementFieldRuleEntity,
    AgreementStepEntity,
    QuotaUseEntity,
    RetentionPurgeEntity,
    SharingCategoryEntity,
    SharedRecordEntity,
  ],
  resolvers: [
    PartnerResolver,
    PartnerDatasetResolver,
    AgreementResolver,
    AgreementTermsResolver,
    AgreementGrantResolver,
    AgreementMutationResolver,
    DivisionDeltaResolver,
    TeamSharingResolver,
    ExpertSharingResolver,
    DepotSharingResolver,
    ...SHARED_EDGE_RESOLVERS,
    ...DELTA_KEY_QUERIES,
  ],
  searchable: [partnerSearch, agreementSearch],
  references: {
    Partner: ({ id }, ctx, info) => partnerById.load(ctx, info, id),
    Agreement: ({ id }, ctx, info) => agreementById.load(ctx, info, id),
    PartnerDataset: ({ id }, ctx, info) => feedById.load(ctx, info, id),
    Division: ({ code }) => ({ code }),
    Agency: ({ id }) => ({ id }),
    Team: ({ id }) => ({ id }),
    Expert: ({ id }) => ({ id }),
    Depot: ({ id }) => ({ id }),
  },
};
