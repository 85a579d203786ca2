import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "@jest/globals";
import { storeEntities } from "../../src/cli/store-entities.js";
import { codeOf } from "../../src/errors.js";
import { migrateStore } from "../../src/store/migrate-store.js";
import { openStore } from "../../src/store/open-store.js";
import { describeEachEngine, engines } from "../support/engines.js";

async function refusal(url: string) {
  const error = await openStore(url, []).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return { code: codeOf(error), message: (error as Error | undefined)?.message ?? "" };
}

describe("openStore", () => {
  test("refuses an unknown scheme and says which there are", async () => {
    const { code, message } = await refusal("postgres://localhost/x");
    expect(code).toBe("STORE_SCHEME_UNKNOWN");
    expect(message).toContain("sqlite:<file>");
  });

  test("says that nothing answers, without the password", async () => {
    const { code, message } = await refusal("mysql://someone:hunter2@127.0.0.1:1/x");
    expect(code).toBe("STORE_REFUSED");
    expect(message).toContain("127.0.0.1:1");
    expect(message).not.toContain("hunter2");
  });

  test("wants a database in the URL", async () => {
    expect((await refusal("mysql://someone@127.0.0.1:1")).code).toBe("STORE_UNUSABLE");
  });

  test("says when the file is no database", async () => {
    expect((await refusal(`sqlite:${import.meta.filename}`)).code).toBe("STORE_UNUSABLE");
  });

  for (const { name, url } of engines().filter((engine) => engine.name === "mariadb")) {
    test(`says that the password is wrong, without showing it [${name}]`, async () => {
      const wrong = new URL("anything", url);
      wrong.password = "hunter2";
      const { code, message } = await refusal(wrong.href);
      expect(code).toBe("STORE_LOGIN_FAILED");
      expect(message).not.toContain("hunter2");
    });

    test(`says that the database does not exist [${name}]`, async () => {
      const { code, message } = await refusal(new URL("rg_nowhere", url).href);
      expect(code).toBe("STORE_UNUSABLE");
      expect(message).toContain("create it first");
    });
  }
});

describeEachEngine("migrations", (engine) => {
  test("make exactly the tables that the entities describe", async () => {
    const database = await engine.freshDatabase();
    const store = await openStore(database.url, storeEntities());
    try {
      expect((await migrateStore(store)).applied.length).toBeGreaterThan(0);
      expect(await store.orm.schema.getUpdateSchemaSQL({ wrap: false })).toBe("");
      expect((await migrateStore(store)).applied).toEqual([]);
    } finally {
      await store.close();
      await database.drop();
    }
  });

  test("refuse a store that a newer release has migrated, and change nothing", async () => {
    const database = await engine.freshDatabase();
    const store = await openStore(database.url, storeEntities());
    try {
      await migrateStore(store);
      await store.db.insertInto("schema_migration").values({ name: "9999-from-the-future" }).execute();
      const error = await migrateStore(store).catch((thrown: unknown) => thrown);
      expect(codeOf(error)).toBe("STORE_NEWER");
      expect((error as Error).message).toContain("9999-from-the-future");
    } finally {
      await store.close();
      await database.drop();
    }
  });
});

test("two processes that open a new store at once migrate it once", async () => {
  const [sqlite] = engines();
  const database = await (sqlite as NonNullable<typeof sqlite>).freshDatabase();
  const stores = await Promise.all([
    openStore(database.url, storeEntities()),
    openStore(database.url, storeEntities()),
  ]);
  try {
    const reports = await Promise.all(stores.map(migrateStore));
    expect(reports.map(({ applied }) => applied.length).sort()).toEqual([0, expect.any(Number)]);
    const file = new DatabaseSync(database.url.replace(/^sqlite:/, ""), { readOnly: true });
    expect(file.prepare("select count(*) as n from schema_migration").get()).toEqual({
      n: reports.flatMap(({ applied }) => applied).length,
    });
    file.close();
  } finally {
    await Promise.all(stores.map((store) => store.close()));
    await database.drop();
  }
});
