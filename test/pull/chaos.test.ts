import { engines } from "../support/engines.js";
import { describeChaos } from "./chaos.js";

// The short form of chaos.long.ts.
for (const engine of engines()) describeChaos(engine, 4, 20260131, 120_000);
