import type { SpeedOptions } from "./speed.js";
export async function benchGrowth(_options: SpeedOptions): Promise<void> {}
