import type { SpeedOptions } from "./speed.js";
export async function benchMemory(_options: SpeedOptions): Promise<void> {}
