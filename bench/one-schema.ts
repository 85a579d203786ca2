import "reflect-metadata";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { ApolloServer, HeaderMap } from "@apollo/server";
import { ApolloServerPluginCacheControlDisabled } from "@apollo/server/plugin/disabled";
import type { EntityManager } from "@mikro-orm/sql";
import DataLoader from "dataloader";
import { Arg, buildSchema, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from "type-graphql";
import { storeEntities } from "../src/cli/store-entities.js";
import { openStore } from "../src/store/open-store.js";
import {
  ExpertDomainEntity,
  ExpertEntity,
  ExpertSpecialtyEntity,
  ExpertTeamEntity,
} from "../src/subgraphs/experts/expert.entity.js";
import { DivisionEntity } from "../src/subgraphs/reference/division.entity.js";
import { StockLineEntity } from "../src/subgraphs/supplies/stock-line.entity.js";
import { TeamEntity, TeamEquipmentEntity } from "../src/subgraphs/teams/team.entity.js";
import * as types from "./one-schema-types.js";

// The graph as most teams would write it: one type-graphql schema on Apollo Server, entities from the unit of work, a
// DataLoader for each relation. No policy, no limits, no log.
// usage: node one-schema.js <database URL>; prints its port on the first line.

interface Context {
  readonly em: EntityManager;
  readonly divisions: DataLoader<string, types.Division>;
  readonly equipment: DataLoader<string, types.Equipment[]>;
  readonly experts: DataLoader<string, types.Expert[]>;
  readonly domains: DataLoader<string, types.Domain[]>;
}

const byId = { orderBy: { id: "asc" } } as const;

function contextOf(em: EntityManager): Context {
  return {
    em,
    divisions: new DataLoader(async (codes) => {
      const rows = await em.find(DivisionEntity, { code: { $in: [...codes] } });
      const known = new Map(rows.map((row) => [row.code, row]));
      return codes.map((code) => known.get(code) as types.Division);
    }),
    equipment: new DataLoader(async (ids) => {
      const rows = await em.find(TeamEquipmentEntity, { teamId: { $in: [...ids] } }, byId);
      return grouped(ids, rows, ({ teamId }) => teamId);
    }),
    experts: new DataLoader(async (ids) => {
      const links = await em.find(ExpertTeamEntity, { teamId: { $in: [...ids] } });
      const found = await em.find(ExpertEntity, { id: { $in: links.map((link) => link.expertId) } }, byId);
      const known = new Map(found.map((expert) => [expert.id, expert]));
      const lists = grouped(ids, links, ({ teamId }) => teamId);
      return lists.map((list) =>
        list
          .flatMap(({ expertId }) => known.get(expertId) ?? [])
          .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)),
      );
    }),
    domains: new DataLoader(async (ids) => {
      const links = await em.find(
        ExpertSpecialtyEntity,
        { expertId: { $in: [...ids] } },
        { orderBy: { domainCode: "asc" } },
      );
      const found = await em.find(ExpertDomainEntity, {
        code: { $in: links.map((link) => link.domainCode) },
      });
      const known = new Map(found.map((domain) => [domain.code, domain]));
      const lists = grouped(ids, links, ({ expertId }) => expertId);
      return lists.map((list) => list.flatMap(({ domainCode }) => known.get(domainCode) ?? []));
    }),
  };
}

function grouped<Row>(keys: readonly string[], rows: readonly Row[], keyOf: (row: Row) => string): Row[][] {
  const lists = new Map<string, Row[]>(keys.map((key) => [key, []]));
  for (const row of rows) lists.get(keyOf(row))?.push(row);
  return keys.map((key) => lists.get(key) ?? []);
}

@Resolver(() => types.Team)
class TeamResolver {
  @Query(() => types.TeamPage)
  async teams(@Arg("first", () => Int) first: number, @Ctx() { em }: Context) {
    return { nodes: await em.find(TeamEntity, {}, { ...byId, limit: first }) };
  }
  @Query(() => types.Team, { nullable: true })
  team(@Arg("id", () => ID) id: string, @Ctx() { em }: Context) {
    return em.findOne(TeamEntity, { id });
  }
  @Query(() => types.StockPage)
  async stockLines(@Arg("first", () => Int) first: number, @Ctx() { em }: Context) {
    return { nodes: await em.find(StockLineEntity, {}, { ...byId, limit: first }) };
  }
  @FieldResolver(() => types.Division)
  division(@Root() team: { divisionCode: string }, @Ctx() { divisions }: Context) {
    return divisions.load(team.divisionCode);
  }
  @FieldResolver(() => types.EquipmentPage)
  async equipment(
    @Root() team: types.Team,
    @Arg("first", () => Int) first: number,
    @Ctx() { equipment }: Context,
  ) {
    return { nodes: (await equipment.load(team.id)).slice(0, first) };
  }
  @FieldResolver(() => types.ExpertPage)
  async experts(
    @Root() team: types.Team,
    @Arg("first", () => Int) first: number,
    @Ctx() { experts }: Context,
  ) {
    return { nodes: (await experts.load(team.id)).slice(0, first) };
  }
}

@Resolver(() => types.Expert)
class ExpertResolver {
  @FieldResolver(() => [types.Domain])
  domains(@Root() expert: types.Expert, @Ctx() { domains }: Context) {
    return domains.load(expert.id);
  }
}

const store = await openStore(process.argv[2] as string, storeEntities());
const schema = await buildSchema({ resolvers: [TeamResolver, ExpertResolver], validate: false });
// Its hooks on every field are off in ours too.
const plugins = [ApolloServerPluginCacheControlDisabled()];
const apollo = new ApolloServer<Context>({ schema, csrfPrevention: false, plugins });
await apollo.start();
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", async () => {
    const headers = new HeaderMap();
    for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
    const answer = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method: "POST",
        headers,
        search: "",
        body: JSON.parse(Buffer.concat(chunks).toString()),
      },
      context: async () => contextOf(store.orm.em.fork()),
    });
    response.writeHead(answer.status ?? 200, Object.fromEntries(answer.headers));
    response.end(answer.body.kind === "complete" ? answer.body.string : "");
  });
});
server.listen(0, "127.0.0.1", () => console.log((server.address() as AddressInfo).port));
