// Why work that goes on while somebody looks does not, and the way to have it go on where time alone does not help.
import { SignInLink } from "@/components/site/sign-in-link";
import { Button } from "@/components/ui/button";
import { isTransient } from "@/lib/client/retry";
import { explain } from "@/lib/client/toast";
import type { AppError } from "@/lib/errors/app-error";

export function DrivenTrouble({ trouble, onGoOn }: { trouble: AppError; onGoOn: () => void }) {
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
