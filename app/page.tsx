import { Landing } from "@/components/site/landing";
import { afterSignIn } from "@/lib/domain/account/rules";
import { readVisitor } from "@/lib/http/visitor";

export default async function StartPage() {
  const visitor = await readVisitor();
  return <Landing {...(visitor && { home: afterSignIn(visitor.role) })} />;
}
