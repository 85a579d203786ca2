import type { SeedProgress } from "./seed-store.js";

/** Shows a seeding's progress on stderr: one moving line on a terminal, a line for each tenth elsewhere. */
export function showProgress(stream: NodeJS.WriteStream = process.stderr) {
  const started = performance.now();
  let shownTenth = -1;
  return {
    update: ({ table, rows, expected }: SeedProgress) => {
      const percent = Math.min(99, Math.floor((100 * rows) / Math.max(1, expected)));
      if (stream.isTTY) {
        stream.write(`\r\u001b[KSeeding sample data: ${percent} % (${rows} rows, ${table})`);
      } else if (Math.floor(percent / 10) > shownTenth) {
        shownTenth = Math.floor(percent / 10);
        stream.write(`Seeding sample data: ${percent} % (${rows} rows)\n`);
      }
    },
    done: (what: string) => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      stream.write(`${stream.isTTY ? "\r\u001b[K" : ""}Seeded: ${what}, ${seconds} s\n`);
    },
  };
}
