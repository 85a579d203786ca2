import type { SpeedOptions } from "./speed.js";
export async function benchPublic(_options: SpeedOptions, _installed: boolean): Promise<void> {}
