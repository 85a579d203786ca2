import type { SubgraphDefinition } from "../../dataset/build-subgraph.js";
import {
  AuditCheckpointEntity,
  AuditEntryEntity,
  AuditHeadEntity,
  AuditReadEntity,
} from "../../store/audit.entity.js";
import { AccessResolver } from "./access.resolver.js";

/** Who pulled what. It reads what the edge writes, so that it must be served on the store of the gateway. */
export const auditSubgraph: SubgraphDefinition = {
  name: "audit",
  entities: [AuditEntryEntity, AuditReadEntity, AuditHeadEntity, AuditCheckpointEntity],
  resolvers: [AccessResolver],
  references: {},
};
