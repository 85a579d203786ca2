import { engines } from "../support/engines.js";
import { describeChaos } from "./chaos.js";

// 200 kills in all, about seven minutes: see chaos.test.ts for the short form.
for (const engine of engines()) describeChaos(engine, 100, Date.now() % 100_000, 900_000);
