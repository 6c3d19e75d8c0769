// A process of its own that uploads one photo, to be killed on the way: `upload-child.ts <user> <file>`.
import { readFileSync } from "node:fs";
import { upload } from "./photos";

const [id = "", file = ""] = process.argv.slice(2);
console.log(JSON.stringify(await upload({ id }, { bytes: readFileSync(file) })));
process.exit();
