import { describeAllStock } from "./all-stock.js";

// The short form of all-stock.long.ts.
describeAllStock(1, 120_000);
