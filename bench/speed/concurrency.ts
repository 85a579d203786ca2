import type { SpeedOptions } from "./speed.js";
export async function benchConcurrency(_options: SpeedOptions): Promise<void> {}
