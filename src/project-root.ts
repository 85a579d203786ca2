import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The folder that holds `package.json`, from the sources and from `dist/` alike: files that are not built lie there. */
export function projectRoot(from: string = import.meta.dirname): string {
  if (existsSync(join(from, "package.json"))) return from;
  const above = dirname(from);
  if (above === from) throw new Error("There is no package.json above the program.");
  return projectRoot(above);
}
