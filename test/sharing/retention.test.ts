import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { sql } from "kysely";
import { isIndexStale, noteIndex } from "../../src/cli/index-note.js";
import { runRetention } from "../../src/cli/retention.js";
import { describeEachEngineAtLength } from "../support/engines.js";
import { type SharingGraph, startSharing } from "./sharing-graph.js";

const DAY_MS = 86_400_000;

describeEachEngineAtLength("the erasure of personal data", (engine) => {
  let graph: SharingGraph;

  beforeAll(async () => {
    graph = await startSharing(engine);
  }, 120_000);
  afterAll(() => graph.stop());

  const run = async (dryRun: boolean, now?: number) => {
    const lines: Record<string, unknown>[] = [];
    const write = (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>);
    await runRetention(graph.store, {
      dryRun,
      actor: "tester",
      write,
      ...(now === undefined ? {} : { now }),
    });
    const total = lines.pop() as { total: { records: number; agreements: number } };
    return { lines, total: total.total };
  };
  const rows = async <T>(statement: ReturnType<typeof sql<T>>) =>
    (await statement.execute(graph.store.db)).rows;
  const count = async (statement: ReturnType<typeof sql<{ n: number }>>) =>
    Number((await rows(statement))[0]?.n);
  const withPhone = (dataset: string, agreement: string) =>
    count(sql<{
      n: number;
    }>`select count(*) as n from ${sql.table(dataset)} as c where c.contact_phone is not null
      and c.id in (select record_id from shared_record where agreement_id = ${agreement})`);
  const phones = () =>
    count(sql<{ n: number }>`select count(*) as n from team where contact_phone is not null`);

  /** Two agreements that teams were received under, and one team that came under both. */
  async function received() {
    const found = await rows(sql<{ id: string; team: string; n: number }>`
      select agreement_id as id, min(record_id) as team, count(*) as n from shared_record where dataset = 'TEAMS'
      and record_id in (select id from team where contact_phone is not null)
      group by agreement_id order by count(*) desc, agreement_id`);
    return found;
  }

  test("nothing is erased while agreements run and set no term; a trial run changes nothing", async () => {
    expect(await run(true)).toEqual({ lines: [], total: { records: 0, agreements: 0 } });
    const [first] = await received();
    const id = first?.id as string;
    await sql`update agreement set status = 'ENDED' where id = ${id}`.execute(graph.store.db);
    const before = await phones();
    const { lines, total } = await run(true);
    await sql`update agreement set status = 'IN_FORCE' where id = ${id}`.execute(graph.store.db);
    expect(total.records).toBeGreaterThan(0);
    expect(lines.every(({ dryRun }) => dryRun === true)).toBe(true);
    expect(await phones()).toBe(before);
    expect(await count(sql<{ n: number }>`select count(*) as n from retention_purge`)).toBe(0);
  });

  test("what another agreement still covers stays; when all have ended it goes, with a certificate", async () => {
    const { db } = graph.store;
    const agreements = await received();
    const id = agreements[0]?.id as string;
    const keys = await rows(sql<{ k: string }>`
      select record_id as k from shared_record where agreement_id = ${id} and dataset = 'TEAMS' order by record_id`);
    const kept = keys[0]?.k as string;
    // The first team came under another agreement too, the rest only under this one.
    await sql`delete from shared_record where dataset = 'TEAMS' and agreement_id <> ${id}
      and record_id in (select record_id from (
        select record_id from shared_record where agreement_id = ${id} and dataset = 'TEAMS') as x)`.execute(
      db,
    );
    const other = await rows(
      sql<{ id: string }>`select id from agreement where id <> ${id} and status = 'IN_FORCE' order by id`,
    );
    await sql`insert into shared_record (id, agreement_id, partner_id, dataset, record_id, province_code, since)
      select 'srTEST', ${other[0]?.id}, partner_id, dataset, record_id, province_code, since from shared_record
      where agreement_id = ${id} and dataset = 'TEAMS' and record_id = ${kept}`.execute(db);
    await sql`update agreement set status = 'ENDED' where id = ${id}`.execute(db);

    const [trial, before] = [await run(true), await phones()];
    const { lines, total } = await run(false);
    expect(lines.map(({ dryRun: _dry, at: _at, ...line }) => line)).toEqual(
      trial.lines.map(({ dryRun: _dry, at: _at, ...line }) => line),
    );
    const teams = lines.find(({ recordType }) => recordType === "Team");
    expect(teams).toMatchObject({ dataset: "TEAMS", agreementId: id, reason: "ENDED", dryRun: false });
    expect(await withPhone("team", id)).toBe(1);
    expect(await phones()).toBe(before - keys.length + 1);
    const [left] = await rows(sql<Record<string, string>>`select * from team where id = ${keys[1]?.k}`);
    expect([left?.["contact_name"], left?.["contact_phone"]]).toEqual([null, null]);
    expect(left?.["name"]).toBeTruthy();

    type Purges = { agreement: { purges: { recordType: string; records: number; reason: string }[] } };
    const { agreement } = await graph.data<Purges>(
      "analyst",
      `query ($id: ID!) { agreement(id: $id) { purges { recordType records reason } } }`,
      { id },
    );
    expect(agreement.purges.map(({ records }) => records).reduce((sum, each) => sum + each, 0)).toBe(
      total.records,
    );
    expect(await run(false)).toEqual({ lines: [], total: { records: 0, agreements: 0 } });
  });

  test("a term counts from the day of receipt; names that cannot be missing are struck out, and no search finds them", async () => {
    const { db } = graph.store;
    const [found] = await rows(sql<{ id: string; k: string; name: string }>`
      select s.agreement_id as id, s.record_id as k, e.name as name from shared_record as s join expert as e on e.id = s.record_id
      where s.dataset = 'EXPERTS' order by s.record_id limit 1`);
    const { id, k, name } = found as { id: string; k: string; name: string };
    await sql`delete from shared_record where record_id = ${k} and agreement_id <> ${id}`.execute(db);
    await sql`delete from shared_record where dataset <> 'EXPERTS' or record_id <> ${k}`.execute(db);
    await sql`update expert set received_at = '2026-01-01 00:00:00.000' where id = ${k}`.execute(db);
    await sql`update agreement set retention_days = 30, status = 'IN_FORCE', valid_to = null where id = ${id}`.execute(
      db,
    );
    const inTime = Date.parse("2026-01-31T00:00:00Z");
    expect((await run(false, inTime)).total.records).toBe(0);
    const { lines } = await run(false, inTime + DAY_MS);
    expect(lines).toContainEqual(
      expect.objectContaining({ recordType: "Expert", agreementId: id, reason: "RETENTION", records: 1 }),
    );
    const [expert] = await rows(
      sql<
        Record<string, unknown>
      >`select name, phone, id_number, birth_date, gender from expert where id = ${k}`,
    );
    expect(expert).toEqual({
      name: "(已清除)",
      phone: null,
      id_number: null,
      birth_date: null,
      gender: null,
    });
    const texts = await count(sql<{ n: number }>`select count(*) as n from search_text as t
      join search_document as d on d.id = t.document_id where d.record_key = ${k} and t.text = ${name}`);
    expect(texts).toBe(0);
  });

  test("a run that ended before the index was made anew is made up for by the next, though it erases nothing", async () => {
    const { db } = graph.store;
    await run(false);
    await sql`update search_document set record_key = 'gone' where id = (select min(id) from search_document)`.execute(
      db,
    );
    const gone = () =>
      count(sql<{ n: number }>`select count(*) as n from search_document where record_key = 'gone'`);
    await run(false);
    expect(await gone()).toBe(1);
    await noteIndex(graph.store, "stale");
    await run(true);
    expect([await gone(), await isIndexStale(graph.store)]).toEqual([1, true]);
    expect((await run(false)).total.records).toBe(0);
    expect([await gone(), await isIndexStale(graph.store)]).toEqual([0, false]);
  }, 60_000);
});
