// npm run verify:media
import { judgeMedia, wordsOf } from "./ops/judge-media";
import { databaseAddress, withDatabase } from "./ops/open-database";
import { endWithVerdict } from "./ops/verdict";

await endWithVerdict(async () => {
  const { text, failed } = wordsOf(await withDatabase(databaseAddress(), judgeMedia));
  console.log(text);
  return failed;
});
