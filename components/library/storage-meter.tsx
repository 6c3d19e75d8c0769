// How much room there is, and what frees some.
import { Progress } from "@/components/ui/progress";
import { sizeInWords } from "@/components/words/quantities";
import type { StorageUse } from "@/lib/domain/library/schema";

/** From here on a captain should know before an upload is refused. */
const NEARLY_FULL = 0.9;

export function StorageMeter({ storage }: { storage: StorageUse }) {
  const { usedBytes, maxBytes, trashBytes } = storage;
  const share = usedBytes / maxBytes;
  return (
    <div className="grid w-full gap-1.5 sm:w-72">
      <p className="flex justify-between gap-3 text-sm">
        <span className="font-bold">Storage</span>
        <span className="tabular-nums">
          {usedBytes === 0 ? "Nothing" : sizeInWords(usedBytes)} of {sizeInWords(maxBytes)}
        </span>
      </p>
      <Progress
        label="Storage used"
        value={Math.min(usedBytes, maxBytes)}
        max={maxBytes}
        tone={share < NEARLY_FULL ? "sea" : "bad"}
      />
      {share >= NEARLY_FULL && (
        <p className="text-sm">
          {share >= 1 ? "There is no room for more." : "Nearly full."} Remove what you no longer
          need, then empty the trash
          {trashBytes > 0 && `: that frees ${sizeInWords(trashBytes)}`}.
        </p>
      )}
    </div>
  );
}
