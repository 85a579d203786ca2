import { expect, test } from "@jest/globals";
import { copyOf, mergeInto } from "../../../src/gateway/plan/merge.js";

test("a source's __proto__ is left out: it would be what all objects share", () => {
  const sent = JSON.parse(
    '{"team": {"name": "a", "__proto__": {"then": 1}}, "__proto__": {"polluted": true}}',
  );
  const target = { team: { id: "1" } };
  mergeInto(target, sent);
  expect(JSON.stringify(target)).toBe('{"team":{"id":"1","name":"a"}}');
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  const copy = copyOf(sent) as { team: object };
  expect(JSON.stringify(copy)).toBe('{"team":{"name":"a"}}');
  expect(Object.getPrototypeOf(copy.team)).toBe(Object.prototype);
});

test("what one source could not give takes nothing away that another gave", () => {
  const target = { team: { id: "1", gear: [{ name: "a" }, null] } };
  mergeInto(target, { team: { gear: [null, { name: "b" }] } });
  mergeInto(target, { team: null });
  expect(target).toEqual({ team: { id: "1", gear: [{ name: "a" }, { name: "b" }] } });
});
