import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../../src/project-root.js";
import { measureLoad } from "../measure-load.js";
import { someTeam, startByHand, startOurs } from "./graph.js";
import { openKeptStore } from "./kept-store.js";
import { table } from "./report.js";
import { CONNECTIONS } from "./rounds.js";
import { graphShapes } from "./shapes.js";
import type { SpeedOptions } from "./speed.js";

const SHOWN = 15;

/** What V8 writes with --cpu-prof, as far as it is read here. */
interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }[];
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

/**
 * `npm run bench -- --profile`: a CPU profile of our server for each shape, kept in data/bench, and the functions in which
 * most time was spent. The profile begins with the start of the server.
 */
export async function benchProfile({ quick, engines, report }: SpeedOptions): Promise<void> {
  const kept = join(projectRoot(), "data/bench");
  mkdirSync(kept, { recursive: true });
  const lines: string[] = [];
  for (const engine of engines.slice(0, 1)) {
    const store = await openKeptStore(engine, 1);
    const byHand = await startByHand(store);
    try {
      for (const shape of graphShapes(await someTeam(byHand))) {
        const folder = mkdtempSync(join(tmpdir(), "rescue-bench-profile-"));
        const ours = await startOurs(store, ["--cpu-prof", `--cpu-prof-dir=${folder}`]);
        const seconds = quick ? 3 : 15;
        await measureLoad(ours.load(shape), CONNECTIONS, { seconds: quick ? 2 : 5 });
        const { rate } = await measureLoad(ours.load(shape), CONNECTIONS, { seconds });
        await ours.stop();
        const file = join(kept, `${engine}-${shape.name}.cpuprofile`);
        // Node writes one for each thread of its own too; the main thread's is the largest.
        const [largest = ""] = readdirSync(folder)
          .map((name) => join(folder, name))
          .sort((a, b) => readFileSync(b).length - readFileSync(a).length);
        renameSync(largest, file);
        rmSync(folder, { recursive: true, force: true });
        const { total, rows, rooms } = read(JSON.parse(readFileSync(file, "utf8")) as Profile, seconds);
        lines.push(
          `### ${engine}, ${shape.name}: ${rate.toFixed(0)} requests/s while profiled`,
          "",
          `Of ${total.toFixed(1)} s, by where the function is: ${rooms.join(", ")}.`,
          "",
          ...table(["function", "self time"], rows),
          "",
        );
      }
    } finally {
      await byHand.stop();
      await store.stop();
    }
  }
  report.write("profile", "where the time goes", [
    "Self time; the profiles are in `data/bench`, for a browser's developer tools.",
    "",
    ...lines,
  ]);
}

/** Sums self times of the load's seconds, which are the last: starting the server is not what is asked about. */
function read({ nodes, samples, timeDeltas }: Profile, seconds: number) {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const selves = new Map<string, number>();
  const rooms = new Map<string, number>();
  let total = 0;
  for (let at = samples.length - 1; at > 0 && total < seconds * 1e6; at--) {
    const frame = frames.get(samples[at] ?? 0);
    const time = timeDeltas[at] ?? 0;
    total += time;
    if (frame === undefined || frame.functionName === "(idle)") continue;
    const room = roomOf(frame.url);
    const name = `${frame.functionName || "(anonymous)"} ${room}${frame.url === "" ? "" : `:${frame.lineNumber + 1}`}`;
    selves.set(name.trim(), (selves.get(name.trim()) ?? 0) + time);
    const place =
      frame.functionName === "(garbage collector)"
        ? "garbage collection"
        : (/^src\//.test(room) ? room.split("/").slice(0, 2).join("/") : room) || "native";
    rooms.set(place, (rooms.get(place) ?? 0) + time);
  }
  const top = (sums: ReadonlyMap<string, number>) =>
    [...sums]
      .sort(([, a], [, b]) => b - a)
      .slice(0, SHOWN)
      .map(([name, time]): [string, string] => [name, `${((time / total) * 100).toFixed(1)} %`]);
  return { total: total / 1e6, rows: top(selves), rooms: top(rooms).map((pair) => pair.join(" ")) };
}

/** The package, or the room of src/ with the file. */
function roomOf(url: string): string {
  const inPackage = /\/node_modules\/((?:@[^/]+\/)?[^/]+)(\/.*)?$/.exec(url);
  if (inPackage !== null) return inPackage[1] ?? "";
  const ours = /\/dist\/(src\/.*)$/.exec(url)?.[1];
  return ours ?? url;
}
