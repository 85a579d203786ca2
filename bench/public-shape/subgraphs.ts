import { buildSubgraphSchema } from "@apollo/subgraph";
import { composeServices, compositionHasErrors } from "@theguild/federation-composition";
import { type GraphQLSchema, parse } from "graphql";

// Four subgraphs of the shape that the public benchmark of gateways (graphql-hive/graphql-gateways-benchmark) has: as
// many users, products and reviews, texts of such lengths, and every user wrote the first two reviews. The data are our own.

const FEDERATION = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3",
  import: ["@key", "@external", "@requires", "@provides", "@shareable"])`;

const SDL: Readonly<Record<string, string>> = {
  accounts: `${FEDERATION}
    type Query { me: User user(id: ID!): User users: [User] }
    type User @key(fields: "id") { id: ID! name: String username: String @shareable birthday: Int }`,
  inventory: `${FEDERATION}
    type Product @key(fields: "upc") {
      upc: String! weight: Int @external price: Int @external
      inStock: Boolean shippingEstimate: Int @requires(fields: "price weight")
    }`,
  products: `${FEDERATION}
    type Query { topProducts(first: Int = 5): [Product] }
    type Product @key(fields: "upc") { upc: String! name: String price: Int weight: Int }`,
  reviews: `${FEDERATION}
    type Review @key(fields: "id") { id: ID! body: String product: Product author: User @provides(fields: "username") }
    type User @key(fields: "id") { id: ID! username: String @external reviews: [Review] }
    type Product @key(fields: "upc") { upc: String! reviews: [Review] }`,
};

const NAMES = ["Shen Wei", "Lu Min", "Gu Yan", "Tao Jing", "Qian Rui", "Xu Lan"];
const GOODS = ["Pump", "Generator", "Rope", "Tent", "Boat", "Drone", "Crane", "Truck", "Mast"];
const PRICES = [899, 1299, 15, 499, 1299, 6999, 3999, 100_000, 9999];
const WEIGHTS = [100, 1000, 20, 100, 1000, 300, 2000, 6000, 800];
const REVIEWED = [1, 1, 1, 1, 2, 2, 2, 2, 3, 4, 4];
const LENGTHS = [445, 288, 275, 144, 445, 288, 275, 144, 144, 144, 823];
const SENTENCE = "Held through the whole exercise on the river and was back in its depot before dawn. ";

const users = NAMES.map((name, at) => ({
  id: String(at + 1),
  name,
  username: name.toLowerCase().replace(" ", "-"),
  birthday: 1_234_567_890,
}));
const products = GOODS.map((name, at) => ({
  upc: String(at + 1),
  name,
  price: PRICES[at],
  weight: WEIGHTS[at],
}));
const IN_STOCK = new Set(["1", "5", "6", "7", "9"]);
const reviews = REVIEWED.map((upc, at) => ({
  id: String(at + 1),
  body: SENTENCE.repeat(10).slice(0, LENGTHS[at]),
  product: { upc: String(upc) },
}));

interface Product {
  readonly upc: string;
  readonly price?: number;
  readonly weight?: number;
}

const RESOLVERS = {
  accounts: {
    Query: {
      me: () => users[0],
      user: (_: unknown, { id }: { id: string }) => users.find((user) => user.id === id),
      users: () => users,
    },
    User: { __resolveReference: ({ id }: { id: string }) => users.find((user) => user.id === id) },
  },
  inventory: {
    Product: {
      inStock: ({ upc }: Product) => IN_STOCK.has(upc),
      shippingEstimate: ({ price = 0, weight = 0 }: Product) => (price > 1000 ? 0 : Math.floor(weight / 2)),
    },
  },
  products: {
    Query: { topProducts: (_: unknown, { first }: { first: number }) => products.slice(0, first) },
    Product: { __resolveReference: ({ upc }: Product) => products.find((product) => product.upc === upc) },
  },
  reviews: {
    Review: {
      __resolveReference: ({ id }: { id: string }) => reviews.find((review) => review.id === id),
      author: () => ({ id: "1", username: users[0]?.username }),
    },
    User: { reviews: () => reviews.slice(0, 2) },
    Product: { reviews: ({ upc }: Product) => reviews.filter(({ product }) => product.upc === upc) },
  },
};

/** The subgraphs as schemas, by name. */
export function publicSubgraphs(): Map<string, GraphQLSchema> {
  return new Map(
    Object.entries(RESOLVERS).map(([name, resolvers]) => [
      name,
      buildSubgraphSchema([{ typeDefs: parse(SDL[name] ?? ""), resolvers: resolvers as never }]),
    ]),
  );
}

/** The subgraphs composed. @param base a subgraph is at `<base>/<name>` */
export function publicSupergraph(base: string): string {
  const services = Object.entries(SDL).map(([name, sdl]) => ({
    name,
    typeDefs: parse(sdl),
    url: `${base}/${name}`,
  }));
  const result = composeServices(services);
  if (compositionHasErrors(result)) throw new Error(result.errors.map(({ message }) => message).join("\n"));
  return result.supergraphSdl;
}
