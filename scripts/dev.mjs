import { runProduct } from "./product.mjs";

await runProduct("development");
