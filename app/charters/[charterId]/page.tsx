import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { CharterPage } from "@/components/charter/charter-page";
import { getCharter } from "@/lib/domain/charter/get-charter";
import { charterParams } from "@/lib/domain/charter/schema";
import { forPage } from "@/lib/http/page";

type Props = PageProps<"/charters/[charterId]">;

/** Read once a view, for the page and for its metadata. */
const readCharter = cache(async (charterId: string) => {
  if (!charterParams.safeParse({ charterId }).success) notFound();
  return forPage("anyone", `/charters/${charterId}`, () => getCharter(charterId));
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { name, description, place, media } = await readCharter((await params).charterId);
  const cover = media.find(({ kind }) => kind !== "CHARTER_VIDEO");
  const title = `${name}, ${place.city}`;
  const summary = description.replace(/\s+/g, " ").slice(0, 200);
  return {
    title,
    description: summary,
    openGraph: {
      type: "website",
      title,
      description: summary,
      ...(cover && { images: [{ url: cover.url, alt: cover.altText ?? name }] }),
    },
    twitter: { card: "summary_large_image" },
  };
}

export default async function PublicCharterPage({ params }: Props) {
  return <CharterPage charter={await readCharter((await params).charterId)} />;
}
