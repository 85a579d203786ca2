import { describe, expect, test } from "@jest/globals";
import { groupCommit } from "../../../src/edge/audit/group-commit.js";

describe("groupCommit", () => {
  test("writes what comes at the same moment together, and the next while that is being written", async () => {
    const groups: (readonly number[])[] = [];
    const gate = Promise.withResolvers<void>();
    const commit = groupCommit<number>(async (items) => {
      groups.push(items);
      await gate.promise;
    }, 1000);
    const first = [commit.add(1), commit.add(2)];
    await new Promise((turn) => setTimeout(turn, 5));
    const second = [commit.add(3), commit.add(4), commit.add(5)];
    gate.resolve();
    await Promise.all([...first, ...second]);
    expect(groups).toEqual([
      [1, 2],
      [3, 4, 5],
    ]);
  });

  test("gathers for as long as each turn of the event loop brings more, and not for ever", async () => {
    const sizes: number[] = [];
    const commit = groupCommit<number>(async (items) => void sizes.push(items.length), 1000);
    const added: Promise<void>[] = [];
    const turn = () => new Promise((next) => setImmediate(next));
    for (let at = 0; at < 100; at++) {
      // Asked for first: in the next turn somebody comes before it is looked whether anybody did.
      const next = turn();
      added.push(commit.add(at));
      await next;
    }
    await Promise.all(added);
    expect(Math.max(...sizes)).toBeGreaterThan(10);
    expect(Math.max(...sizes)).toBeLessThan(40);
    expect(sizes.reduce((sum, size) => sum + size)).toBe(100);
    sizes.length = 0;
    await commit.add(1);
    expect(sizes).toEqual([1]);
  });

  test("resolves an item only when it is written", async () => {
    const gate = Promise.withResolvers<void>();
    const commit = groupCommit<number>(() => gate.promise, 1000);
    let isWritten = false;
    const added = commit.add(1).then(() => {
      isWritten = true;
    });
    await new Promise((turn) => setTimeout(turn, 5));
    expect(isWritten).toBe(false);
    gate.resolve();
    await added;
  });

  test("lets one item that cannot be written take no other along", async () => {
    const written: number[] = [];
    const commit = groupCommit<number>(async (items) => {
      if (items.includes(2)) throw new Error("two");
      written.push(...items);
    }, 1000);
    const results = await Promise.allSettled([commit.add(1), commit.add(2), commit.add(3)]);
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(written).toEqual([1, 3]);
  });

  test("gives up on a group when nothing can be written, and tries again for the next", async () => {
    let isDown = true;
    let tries = 0;
    const commit = groupCommit<number>(async () => {
      tries += 1;
      if (isDown) throw new Error("down");
    }, 1000);
    const results = await Promise.allSettled(Array.from({ length: 100 }, (_, at) => commit.add(at)));
    expect(results.every(({ status }) => status === "rejected")).toBe(true);
    expect(tries).toBe(3);
    isDown = false;
    await commit.add(1);
  });

  test("writes what comes after a write that hangs", async () => {
    let isSilent = true;
    const written: number[] = [];
    const commit = groupCommit<number>(async (items) => {
      if (isSilent) await new Promise(() => {});
      written.push(...items);
    }, 50);
    await expect(commit.add(1)).rejects.toThrow("not written within 50 ms");
    isSilent = false;
    const deadline = Date.now() + 5000;
    while (written.length === 0 && Date.now() < deadline) await commit.add(2).catch(() => {});
    expect(new Set(written)).toEqual(new Set([2]));
  });

  test("does not hold its callers for ever when a write hangs", async () => {
    const commit = groupCommit<number>(() => new Promise(() => {}), 50);
    const first = commit.add(1);
    await expect(first).rejects.toThrow("not written within 50 ms");
    await expect(commit.add(2)).rejects.toThrow("not written within 50 ms");
  });
});
