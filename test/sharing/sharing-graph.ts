import { createLog } from "../../src/edge/log.js";
import type { Store } from "../../src/store/store.js";
import type { TestEngine } from "../support/engines.js";
import {
  type Answer,
  openSeededStore,
  type Served,
  serveGraph,
  testToken,
} from "../support/graph-harness.js";

/** Who asks: a role, or a partner by its division, with duties. */
export type Who =
  | "anonymous"
  | "analyst"
  | "steward"
  | "admin"
  | { partner: string; duties?: readonly string[] };

/** The whole graph over a store of its own. */
export interface SharingGraph {
  readonly store: Store;
  readonly url: string;
  /** Sends an operation. */
  ask(who: Who, query: string, variables?: Record<string, unknown>): Promise<Answer>;
  /** As `ask`; what is wrong fails the test. */
  data<T>(who: Who, query: string, variables?: Record<string, unknown>): Promise<T>;
  stop(): Promise<void>;
}

/** A silent log. */
export const SILENT = createLog({ logLevel: "silent" });

/** Serves the seeded graph over a store that the test may write to, a small one unless it asks for more. */
export async function startSharing(engine: TestEngine, scale = 0.1): Promise<SharingGraph> {
  const { store, drop } = await openSeededStore(engine, { own: true, scale });
  const served: Served = await serveGraph(store);
  const ask: SharingGraph["ask"] = async (who, query, variables = {}) => {
    const response = await fetch(served.url, {
      method: "POST",
      headers: await headersOf(who),
      body: JSON.stringify({ query, variables }),
    });
    const text = await response.text();
    return { status: response.status, text, ...(JSON.parse(text) as Omit<Answer, "status" | "text">) };
  };
  return {
    store,
    url: served.url,
    ask,
    async data<T>(who: Who, query: string, variables?: Record<string, unknown>) {
      const { data, errors } = await ask(who, query, variables);
      if (errors !== undefined) throw new Error(JSON.stringify(errors));
      return data as T;
    },
    async stop() {
      await served.stop();
      await drop();
    },
  };
}

/** The headers of a request by somebody. */
export async function headersOf(who: Who): Promise<Record<string, string>> {
  const headers = { "content-type": "application/json" };
  if (who === "anonymous") return headers;
  const token =
    typeof who === "string" ? await testToken(who) : await testToken("partner", who.partner, who.duties);
  return { ...headers, authorization: `Bearer ${token}` };
}

/** The codes of an answer's errors. */
export function codes({ errors = [] }: Answer): unknown[] {
  return errors.map(({ extensions }) => extensions["code"]);
}

/** A draft between Shanghai and Zhejiang that nothing is wrong with. */
export const DRAFT = {
  draftedFor: "31",
  title: "测试协议",
  titleEn: "An agreement of the tests",
  documentNumber: "测试〔2026〕1号",
  scopeLevel: "PROVINCE",
  validFrom: "2026-01-01",
  validTo: "2099-12-31",
  purpose: "测试 / tests",
  legalBasis: "STATUTORY_DUTY",
  quotaPerDay: 1000,
  retentionDays: 30,
  parties: [
    { division: "31", role: "PROVIDER" },
    { division: "33", role: "RECEIVER" },
  ],
  grants: [
    {
      recordType: "Volunteer",
      rowScope: JSON.stringify({ division: { within: "310116" } }),
      rules: [
        { coordinate: "Volunteer.name", rule: "MASK", detail: "NAME" },
        { coordinate: "Volunteer.phone", rule: "TOKEN" },
      ],
    },
  ],
};

/** The mutations, each with the whole of what it answers. */
export const STEP = (
  name: string,
  more = "",
) => `mutation ($id: ID!${more === "" ? "" : ", $party: ID, $note: String"}) {
  ${name}(id: $id${more}) { agreementId warnings { coordinate rule otherRule receiver } agreement { id status } } }`;
export const DRAFTING = `mutation ($draft: AgreementDraftInput!) {
  draftAgreement(draft: $draft) { agreementId warnings { coordinate } agreement {
    id status title legalBasis quotaPerDay retentionDays
    parties { role division { code name } } datasets { dataset }
    grants { recordType rowScope upliftDuty receiver { code } rules { coordinate rule detail } }
    steps { step party { code } actor note } } } }`;
