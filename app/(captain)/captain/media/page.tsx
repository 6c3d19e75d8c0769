import type { Metadata } from "next";
import { Library } from "@/components/library/library";
import { libraryAddress } from "@/components/library/library-address";
import { listLibrary } from "@/lib/domain/library/list-library";
import { readLibraryAddress } from "@/lib/domain/library/schema";
import { forPage } from "@/lib/http/page";

export const metadata: Metadata = { title: "Your library" };

export default async function LibraryPage({ searchParams }: PageProps<"/captain/media">) {
  const query = readLibraryAddress(await searchParams);
  const page = await forPage("captain", libraryAddress(query), (captain) =>
    listLibrary(captain, query),
  );
  return <Library query={query} page={page} />;
}
