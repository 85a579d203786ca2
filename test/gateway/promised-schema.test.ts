import { expect, test } from "@jest/globals";
import { buildSchema } from "graphql";
import { brokenPromises, printPromise } from "../../src/gateway/promised-schema.js";

const BEFORE = `
  """A team."""
  type Team { id: ID! name: String! nick: String old: Int @deprecated(reason: "use nick") }
  enum Status { ACTIVE GONE OLD @deprecated(reason: "use GONE") }
  input Filter { status: Status was: Int @deprecated(reason: "use status") }
  type Query { team(id: ID!): Team teams(where: Filter, first: Int, was: Int @deprecated(reason: "use first")): [Team!]! status: Status }`;
const promised = printPromise(buildSchema(BEFORE));
const broken = (from: string | RegExp, to: string) => {
  expect(BEFORE).toMatch(from);
  return brokenPromises(promised, buildSchema(BEFORE.replace(from, to)));
};

test("a promise holds no descriptions, and keeps itself", () => {
  expect(promised).not.toContain("A team");
  expect(brokenPromises(promised, buildSchema(BEFORE))).toEqual([]);
});

test.each([
  ["a field that goes", "nick: String", "", "Team.nick was removed."],
  ["a field that may become null", "name: String!", "name: String", "Team.name changed type"],
  ["another type of a field", "nick: String", "nick: Int", "Team.nick changed type"],
  ["an argument that goes", ", first: Int", "", "first was removed"],
  ["an argument that is wanted", "first: Int", "first: Int!", "first has changed type"],
  ["one more member that is wanted", "was: Int", "more: Int! was: Int", "more"],
  ["a value that goes", "ACTIVE GONE", "ACTIVE", "GONE was removed from enum type Status."],
  ["a member that goes", "status: Status was", "was", "Filter.status was removed."],
] as const)("%s is told", (_name, from, to, words) => {
  const [first, ...others] = broken(from, to);
  expect([first?.includes(words), others]).toEqual([true, []]);
});

test.each([
  ["a field that comes", "nick: String", "nick: String more: Int"],
  ["a field that is never null any more", "nick: String", "nick: String!"],
  ["a value that comes", "ACTIVE GONE", "ACTIVE GONE MORE"],
  ["an argument that comes and may be left out", "first: Int", "first: Int, after: String"],
  ["another description", "A team.", "Some team."],
  ["a deprecation", "nick: String", 'nick: String @deprecated(reason: "use name")'],
  ["a field that was deprecated", /old: Int @deprecated\(reason: "use nick"\)/, ""],
  ["a value that was deprecated", /OLD @deprecated\(reason: "use GONE"\)/, ""],
  ["an argument that was deprecated", ', was: Int @deprecated(reason: "use first")', ""],
  ["a member that was deprecated", /was: Int @deprecated\(reason: "use status"\)/, ""],
] as const)("%s breaks nobody", (_name, from, to) => {
  expect(broken(from, to)).toEqual([]);
});
