import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { expect, test } from "@jest/globals";
import { mysqlDialect } from "../../src/store/mysql-dialect.js";
import { isStoreLost } from "../../src/store/store-fault.js";
import { engines } from "../support/engines.js";

const mariadb = engines().find(({ name }) => name === "mariadb");

/** A way to a server that can be made to pass nothing on, and say nothing either: a host that has vanished. */
async function wayTo(target: URL) {
  let passes = true;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const there = connect(Number(target.port), target.hostname);
    for (const [from, to] of [
      [client, there],
      [there, client],
    ] as const) {
      sockets.add(from);
      from.on("data", (chunk) => void (passes && to.write(chunk)));
      from.on("error", () => {});
      from.on("close", () => to.destroy());
    }
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const url = new URL(target);
  url.port = String((server.address() as AddressInfo).port);
  return {
    url,
    pass: (does: boolean) => {
      passes = does;
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

(mariadb === undefined ? test.skip : test)(
  "a server that falls silent is given up after a while, and asked anew [mariadb]",
  async () => {
    const database = await (mariadb as NonNullable<typeof mariadb>).freshDatabase();
    const target = new URL(database.url);
    const way = await wayTo(target);
    const { dialect, readArrays } = mysqlDialect(way.url, target.pathname.slice(1), 300);
    const driver = dialect.createDriver();
    await driver.init();
    try {
      for (let time = 0; time < 2; time++) expect(await readArrays("select 1", [])).toEqual([[1]]);
      way.pass(false);
      // More than there are connections: those who wait for one are not left behind.
      const asked = Array.from({ length: 15 }, () =>
        readArrays("select 1", []).catch((error: unknown) => error),
      );
      for (const error of await Promise.all(asked))
        expect([error, isStoreLost(error)]).toEqual([error, true]);
      way.pass(true);
      expect(await readArrays("select 1", [])).toEqual([[1]]);
    } finally {
      await driver.destroy();
      way.close();
      await database.drop();
    }
  },
  60_000,
);
