// Who takes the anglers out.
import { Avatar } from "@/components/account/avatar";
import { counted } from "@/components/words/charter-words";
import type { CharterView } from "@/lib/domain/charter/schema";

export function CaptainPlate({ operator }: { operator: CharterView["operator"] }) {
  return (
    <div className="flex flex-col gap-5 sm:flex-row">
      <Avatar name={operator.name} url={operator.avatarUrl} className="size-24" />
      <div className="min-w-0">
        <h3 className="text-xl">{operator.name}</h3>
        {operator.experienceYears > 0 && (
          <p className="text-ink-soft">
            {counted(operator.experienceYears, "year", "years")} on the water
          </p>
        )}
        {operator.bio && <p className="mt-3 max-w-[62ch] whitespace-pre-line">{operator.bio}</p>}
      </div>
    </div>
  );
}
