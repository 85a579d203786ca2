import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Mirror, openMirror } from "../../src/pull/mirror.js";
import { pullFeed } from "../../src/pull/pull-feed.js";
import { verifyFeed } from "../../src/pull/verify.js";
import { serveFeed, token } from "../edge/feed/feed-service.js";
import { openFeedStore, writeTeams } from "../subgraphs/feed/feed-harness.js";
import { engines } from "../support/engines.js";
import { startProgram } from "../support/program.js";

describe("a pull that is refused", () => {
  const folder = mkdtempSync(join(tmpdir(), "rescue-refusals-"));
  const servers: Server[] = [];
  let opened: Awaited<ReturnType<typeof openFeedStore>>;
  let served: Awaited<ReturnType<typeof serveFeed>>;
  let mirrors = 0;
  beforeAll(async () => {
    opened = await openFeedStore(engines()[0] as ReturnType<typeof engines>[number]);
    served = await serveFeed(opened.store);
    await writeTeams(opened.store, { id: "t1" }, { id: "t2" });
  }, 120_000);
  afterAll(async () => {
    for (const server of servers) server.close();
    await served.stop();
    await opened.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function withMirror<T>(work: (mirror: Mirror) => Promise<T>): Promise<T> {
    mirrors += 1;
    const mirror = openMirror(join(folder, `${mirrors}.db`), served.url);
    try {
      return await work(mirror);
    } finally {
      mirror.close();
    }
  }

  /** Something that always gives this answer. */
  async function answering(status: number, body: string): Promise<{ url: string; asked: () => number }> {
    let asked = 0;
    const server = createServer((_request, response) => {
      asked += 1;
      response.writeHead(status, { "content-type": "application/json", connection: "close" }).end(body);
    });
    servers.push(server);
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked: () => asked };
  }

  const refused = (refusal: string) =>
    expect.objectContaining({
      extensions: expect.objectContaining({ code: "PULL_REFUSED", dataset: "teams", refusal }),
    });

  test("has a code of its own, with that of the source beside it", async () => {
    await withMirror(async (mirror) => {
      const source = { url: served.url, token: () => "no.such.token" };
      await expect(pullFeed(source, "teams", mirror)).rejects.toThrow(refused("TOKEN_INVALID"));
      const allowed = await token("admin");
      expect(await pullFeed({ ...source, token: () => allowed }, "teams", mirror)).toBe(2);
    });
  });

  test("by what is no Rescue Graph says so", async () => {
    const { url } = await answering(404, "<html>not here</html>");
    await withMirror(async (mirror) => {
      const pulling = pullFeed({ url, token: () => "t" }, "teams", mirror);
      await expect(pulling).rejects.toThrow(refused("404"));
      await expect(pulling).rejects.toThrow("what answered is not a Rescue Graph");
    });
  });

  test("because a day's quota is used up waits, where it goes on for ever", async () => {
    const error = { message: "used up", extensions: { code: "QUOTA_EXCEEDED" } };
    const { url, asked } = await answering(429, JSON.stringify({ errors: [error] }));
    const into = `sqlite:${join(folder, "quota.db")}`;
    const args = ["--from", url, "--token", "t", "--into", into, "--datasets", "teams"];
    const once = startProgram("cli/pull.js", args, {});
    expect(await once.ended).toBe(1);
    expect(once.printed()).toContain("PULL_REFUSED: The source refused the feed teams: QUOTA_EXCEEDED");
    const ever = startProgram("cli/pull.js", [...args, "--every", "1"], {});
    const before = asked();
    await ever.sees(/It is asked again in 1 s[\s\S]*It is asked again in 1 s/);
    expect(asked()).toBeGreaterThan(before + 1);
    ever.child.kill("SIGTERM");
    await ever.ended;
  });

  test("a mirror that is not what the source holds is told of, with what each holds", async () => {
    const allowed = await token("admin");
    const source = { url: served.url, token: () => allowed };
    await withMirror(async (mirror) => {
      await pullFeed(source, "teams", mirror);
      expect(await verifyFeed(source, "teams", mirror)).toBe(true);
      const { cursor } = mirror.standing("teams");
      mirror.apply("teams", [{ op: "DELETE", type: "Team", id: "t1", cursor: cursor ?? "" } as never]);
      await expect(verifyFeed(source, "teams", mirror)).rejects.toThrow(
        expect.objectContaining({
          extensions: { code: "MIRROR_DIFFERS", dataset: "teams", here: "1 Team", there: "2 Team" },
        }),
      );
      mirror.restart("teams");
      expect(await pullFeed(source, "teams", mirror)).toBe(2);
      expect(await verifyFeed(source, "teams", mirror)).toBe(true);
    });
  });
});
