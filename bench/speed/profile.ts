import type { SpeedOptions } from "./speed.js";
export async function benchProfile(_options: SpeedOptions): Promise<void> {}
