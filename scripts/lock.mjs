import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { ROOT, say } from "./say.mjs";

/**
 * The lock's folder in the project's. It is named as the folders that the build is made in, which git ignores, and
 * stands outside of node_modules because npm empties that.
 */
export const LOCK = ".dist-lock";

const FOLDER = join(ROOT, LOCK);

/** What a ticket says once its work is done. */
const DONE = "done";

/** How often those who wait look again, in milliseconds. */
const LOOK_MS = 300;

/** Between its making and its writing a ticket is empty; one that stays so was left by a process that was killed. */
const EMPTY_MS = 5_000;

/**
 * Makes what is missing in the project's folder, one process at a time. The others wait until it is there, or until the
 * process that makes it is done or gone and it is their turn.
 *
 * Tickets with numbers, because files cannot be replaced on a condition: of two processes that find a single lock
 * stale, the slower would remove the one that the faster has made since. The highest ticket tells who may work. It is
 * never removed, and of those who find it done or stale only one can make the next.
 * @param {() => boolean} isMade
 * @param {(lend: (pid: number) => void) => Promise<void>} make `lend` names a child that works too: when this process
 * is killed, the child may live on
 */
export async function makeInTurn(isMade, make) {
  if (isMade()) return;
  const number = await draw(isMade);
  if (number === undefined) return;
  const ticket = fileOf(number);
  try {
    if (isMade()) return;
    await make((pid) => {
      const child = identity(pid);
      if (child !== undefined) appendFileSync(ticket, `\n${child}`);
    });
  } finally {
    writeFileSync(ticket, DONE);
  }
}

/** Waits for this process's turn; undefined when another has made it meanwhile. */
async function draw(isMade) {
  let told = false;
  for (;;) {
    mkdirSync(FOLDER, { recursive: true });
    const last = highest();
    const worker = last === 0 ? undefined : workerOf(last);
    if (worker === undefined) {
      if (add(last + 1)) return last + 1;
      continue;
    }
    if (!told) say(`${worker} is installing or building in this folder: waiting until it is done ...`);
    told = true;
    await pause(LOOK_MS);
    if (isMade()) return undefined;
  }
}

/** @returns whether this process now has the highest ticket */
function add(number) {
  try {
    writeFileSync(fileOf(number), identity(process.pid), { flag: "wx" });
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
  // It may have been so slow that this number was made and removed before.
  const isHighest = highest() === number;
  const useless = isHighest ? numbers().filter((other) => other < number) : [number];
  for (const other of useless) rmSync(fileOf(other), { force: true });
  return isHighest;
}

const fileOf = (number) => join(FOLDER, String(number));

const numbers = () =>
  readdirSync(FOLDER)
    .filter((name) => /^\d+$/.test(name))
    .map(Number);

const highest = () => Math.max(0, ...numbers());

/** Who works by this ticket; undefined when that is done, or when all who did are gone. */
function workerOf(number) {
  try {
    const text = readFileSync(fileOf(number), "utf8");
    if (text === "") {
      const age = Date.now() - statSync(fileOf(number)).mtimeMs;
      return age < EMPTY_MS ? "Another process" : undefined;
    }
    for (const line of text.split("\n")) {
      const pid = Number.parseInt(line, 10);
      if (pid > 0 && identity(pid) === line) return `Another process (${pid})`;
    }
  } catch (error) {
    // Removed, as there is a higher one.
    if (error.code !== "ENOENT") throw error;
  }
  return undefined;
}

/** The process's number and when it started, since numbers are given again; undefined when it is gone. */
function identity(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Another user's process may not be signalled, but it is there.
    if (error.code !== "EPERM") return undefined;
  }
  const start = startOf(pid);
  return start === undefined ? undefined : `${pid} ${start}`;
}

/** When a process started, in the system's own words; "?" where they cannot be had, undefined when it has ended. */
function startOf(pid) {
  if (process.platform === "linux") {
    try {
      // The second field, the program's name in brackets, may itself hold blanks and brackets.
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      // A zombie works no more, even if nobody takes note of its end, as in some containers.
      return fields[0] === "Z" ? undefined : fields[19];
    } catch {
      return undefined;
    }
  }
  if (process.platform === "win32") return "?";
  const { stdout } = spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], {
    encoding: "utf8",
    env: { ...process.env, LC_ALL: "C", TZ: "UTC" },
  });
  return stdout ? stdout.trim() : "?";
}
