import type { Role } from "../../../src/policy/caller.js";
import type { Store } from "../../../src/store/store.js";
import type { TestEngine } from "../../support/engines.js";
import { type Answer, ask, openSeededStore, serveGraph } from "../../support/graph-harness.js";

/** Something that was found, as these tests ask for it. */
export interface Hit {
  readonly type: string;
  readonly score: number;
  readonly distanceKm: number | null;
  readonly matches: readonly {
    field: string;
    fragment: string;
    matched: string[];
    validFrom: string | null;
    validTo: string | null;
  }[];
  readonly item: Readonly<Record<string, string | null>> & { __typename: string };
}

/** How to search. */
export interface Asked {
  readonly role?: Role;
  readonly types?: readonly string[];
  readonly near?: object;
  readonly first?: number;
  readonly after?: string | null;
}

/** The graph over the sample data, and searches in it over HTTP. */
export interface SearchGraph {
  readonly store: Store;
  readonly statements: string[];
  readonly url: string;
  ask(text: string, options?: Asked): Promise<Answer>;
  find(text: string, options?: Asked): Promise<Hit[]>;
  /** Every page, one after the other. */
  walk(text: string, options?: Asked): Promise<Hit[]>;
  close(): Promise<void>;
}

const QUERY = `query ($text: String!, $types: [SearchType!], $near: CircleInput, $first: Int, $after: String) {
  search(text: $text, types: $types, near: $near, first: $first, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes {
      type score distanceKm
      matches { field fragment matched validFrom validTo }
      item {
        __typename
        ... on Agency { key: id agencyName: name }
        ... on Agreement { key: id title }
        ... on Capability { key: code name }
        ... on Depot { key: id name }
        ... on Division { key: code name }
        ... on EventType { key: code name }
        ... on Expert { key: id expertTitle: title }
        ... on ExpertDomain { key: code name }
        ... on Item { key: code name }
        ... on Partner { key: id name }
        ... on Skill { key: code name }
        ... on SupplyCategory { key: id name }
        ... on Team { key: id name }
        ... on VolunteerOrganisation { key: id name }
      }
    }
  }
}`;

interface Page {
  readonly nodes: Hit[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** Opens it on a database of its own. */
export async function openSearchGraph(engine: TestEngine, own = false): Promise<SearchGraph> {
  const { store, drop } = await openSeededStore(engine, { own });
  const graph = await serveGraph(store);
  const statements: string[] = [];
  store.onStatement((statement) => statements.push(statement));
  const send = (text: string, { role = "anonymous", ...rest }: Asked = {}) =>
    ask(graph.url, QUERY, { role, variables: { text, first: 500, ...rest } });
  const page = async (text: string, options?: Asked) => {
    const { data, errors } = await send(text, options);
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    return data?.["search"] as Page;
  };
  return {
    store,
    statements,
    url: graph.url,
    ask: send,
    find: async (text, options) => (await page(text, options)).nodes,
    async walk(text, options) {
      const hits: Hit[] = [];
      for (let after: string | null = null; ; ) {
        const { nodes, pageInfo } = await page(text, { ...options, after });
        hits.push(...nodes);
        if (!pageInfo.hasNextPage) return hits;
        after = pageInfo.endCursor;
      }
    },
    async close() {
      await graph.stop();
      await drop();
    },
  };
}

/** What a hit is called. */
export const nameOf = ({ item }: Hit) =>
  `${item.__typename} ${item["name"] ?? item["agencyName"] ?? item["title"] ?? item["expertTitle"]}`;
