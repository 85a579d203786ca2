import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../../src/project-root.js";
import { type BenchEngine, type BenchStore, openBenchStore } from "../ask/bench-store.js";

/**
 * A store with the sample data of a scale, kept in the folder for temporary files for the next run; seeding scale 30
 * takes minutes. Other migrations or other sample data get a folder of their own.
 */
export function openKeptStore(engine: BenchEngine, scale: number): Promise<BenchStore> {
  return openBenchStore(engine, scale, join(tmpdir(), `rescue-graph-bench-${fingerprint()}`));
}

function fingerprint(): string {
  const hash = createHash("sha256");
  for (const folder of ["dist/src/store/migrations", "dist/seeds"]) {
    const root = join(projectRoot(), folder);
    const files = readdirSync(root, { recursive: true, withFileTypes: true });
    const code = files.filter((file) => file.isFile() && file.name.endsWith(".js"));
    for (const path of code.map((file) => join(file.parentPath, file.name)).sort())
      hash.update(readFileSync(path));
  }
  return hash.digest("hex").slice(0, 12);
}
