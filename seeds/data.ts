import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * The folder of the JSON files. They stay in the source tree and are not copied to the build, so it is
 * found from the folder that holds package.json, wherever this module was compiled to.
 */
function findDataFolder(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, "package.json"))) {
    const parent = dirname(folder);
    if (parent === folder) throw new RangeError("seeds/data was not found: no package.json above the seeds");
    folder = parent;
  }
  return join(folder, "seeds", "data");
}

/** Reads one file of `seeds/data`; the caller names the shape, which the seed tests hold it to. */
export function readData<T>(fileName: string): T {
  return JSON.parse(readFileSync(join(findDataFolder(), fileName), "utf8")) as T;
}
