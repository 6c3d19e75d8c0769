// Who takes the anglers out.
import { Avatar } from "@/components/account/avatar";
import { counted } from "@/components/words/charter-words";
import type { CharterView } from "@/lib/domain/charter/schema";

export function CaptainPlate({ operator }: { operator: CharterView["operator"] }) {
  return (
    <div className="flex flex-col gap-5 rounded-card bg-well p-5 sm:flex-row sm:p-6">
      <Avatar name={operator.name} url={operator.avatarUrl} className="size-20 sm:size-24" />
      <div className="min-w-0">
        <h3 className="text-xl">{operator.name}</h3>
        {operator.experienceYears > 0 && (
          <p className="text-ink-soft">
            {counted(operator.experienceYears, "year", "years")} on the water
          </p>
        )}
        {operator.bio && (
          <p className="mt-3 max-w-[60ch] whitespace-pre-line text-lg">{operator.bio}</p>
        )}
      </div>
    </div>
  );
}
