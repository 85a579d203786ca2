import { describeAllStock } from "./all-stock.js";

// 400,000 stock lines: `npm run test:long`.
describeAllStock(20, 1_800_000);
