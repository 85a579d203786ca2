import type { SeedProgress } from "./seed-store.js";

const SEEDING = { doing: "Seeding sample data", done: "Seeded" };

/**
 * Shows the progress of work over rows on stderr: one moving line on a terminal, a line for each tenth elsewhere.
 * @param words what is being done, and what to say when it is; a seeding by default
 */
export function showProgress(words = SEEDING, stream: NodeJS.WriteStream = process.stderr) {
  const started = performance.now();
  let shownTenth = -1;
  return {
    update: ({ table, rows, expected }: SeedProgress) => {
      const percent = Math.min(99, Math.floor((100 * rows) / Math.max(1, expected)));
      if (stream.isTTY) {
        stream.write(`\r\u001b[K${words.doing}: ${percent} % (${rows} rows, ${table})`);
      } else if (Math.floor(percent / 10) > shownTenth) {
        shownTenth = Math.floor(percent / 10);
        stream.write(`${words.doing}: ${percent} % (${rows} rows)\n`);
      }
    },
    done: (what: string) => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      stream.write(`${stream.isTTY ? "\r\u001b[K" : ""}${words.done}: ${what}, ${seconds} s\n`);
    },
  };
}
