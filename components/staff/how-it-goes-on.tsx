// Under work that goes on while somebody looks: that it does, or why it does not, and then the way to have it go on
// where time alone does not help.
import { SignInLink } from "@/components/site/sign-in-link";
import { Button } from "@/components/ui/button";
import { isTransient } from "@/lib/client/retry";
import { explain } from "@/lib/client/toast";
import type { AppError } from "@/lib/errors/app-error";

export function HowItGoesOn({
  trouble,
  onGoOn,
}: {
  trouble: AppError | undefined;
  onGoOn: () => void;
}) {
  if (!trouble)
    return (
      <p className="text-ink-soft text-sm">
        It goes on while this page is open, and else with the daily round.
      </p>
    );
  const isOut = trouble.code === "unauthorized";
  return (
    <div role="alert" className="grid justify-items-start gap-2">
      <p className="font-bold text-bad">
        {explain(trouble).toast} {isTransient(trouble) && "It is tried again."}
        {isOut && <SignInLink />}
      </p>
      {!isOut && !isTransient(trouble) && <Button onClick={onGoOn}>Go on</Button>}
    </div>
  );
}
