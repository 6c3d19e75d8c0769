// One media item as staff see it: the picture, what it is, whose, and since when.
import { Film, ImageOff } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { Picture } from "@/components/ui/picture";
import { ageInWords, sizeInWords } from "@/components/words/quantities";
import { MEDIA_KINDS } from "@/lib/domain/media/kinds";
import type { StaffMediaView } from "@/lib/domain/media/schema";

const LINK = "text-sea underline underline-offset-2";

export function ReviewCard({ item, captainHref }: { item: StaffMediaView; captainHref?: string }) {
  const { captain, charter, rejectedReason } = item;
  const { medium } = MEDIA_KINDS[item.kind];
  const heading = headingOf(item);
  return (
    <li className="flex min-w-0 flex-col overflow-hidden rounded-card border-[1.5px] border-line bg-card">
      <a
        href={item.url}
        target="_blank"
        rel="noreferrer"
        aria-label={`Open in full: ${heading}`}
        className="-outline-offset-3 relative block aspect-4/3 bg-well"
      >
        <Thumbnail item={item} />
        <span className="absolute top-2 left-2 flex flex-wrap gap-1.5">
          {medium === "video" && <Badge icon={<Film aria-hidden />}>Video</Badge>}
          {rejectedReason && <Badge tone="bad">Rejected</Badge>}
        </span>
      </a>
      <div className="grid gap-2 p-3">
        <h2 className="hull-small break-words">{heading}</h2>
        <dl className="grid gap-1 text-sm">
          <Fact term="Captain">
            {captain && captainHref ? (
              <Link href={captainHref} prefetch={false} className={LINK}>
                {captain.displayName}
              </Link>
            ) : (
              (captain?.displayName ?? "None")
            )}
          </Fact>
          {captain?.email && <Fact term="E-mail">{captain.email}</Fact>}
          <Fact term="Charter">
            {charter ? (
              <Link href={`/charters/${charter.id}`} prefetch={false} className={LINK}>
                {charter.name}
              </Link>
            ) : (
              "None yet"
            )}
          </Fact>
          <Fact term="Uploaded">
            <time dateTime={item.createdAt}>{ageInWords(item.ageSeconds)}</time>
          </Fact>
          <Fact term="Size">{measures(item) || "Not measured"}</Fact>
        </dl>
        {rejectedReason && (
          <p className="break-words text-bad text-sm">Rejected: {rejectedReason}</p>
        )}
      </div>
    </li>
  );
}

function Thumbnail({ item }: { item: StaffMediaView }) {
  if (item.thumbnailUrl && item.state !== "missing")
    return (
      <Picture
        url={item.thumbnailUrl}
        alt={item.altText ?? ""}
        placeholder={item.placeholder}
        focalX={item.focalX}
        focalY={item.focalY}
        dense
        className="size-full object-cover"
      />
    );
  const Icon = item.state === "missing" ? ImageOff : Film;
  return (
    <span className="grid size-full place-items-center text-ink-soft">
      <Icon aria-hidden className="size-10" />
    </span>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 justify-between gap-3">
      <dt className="shrink-0 text-ink-soft">{term}</dt>
      <dd className="min-w-0 text-right [overflow-wrap:anywhere] font-bold">{children}</dd>
    </div>
  );
}

const STATES: Record<StaffMediaView["state"], string> = {
  reserved: "Unfinished",
  pending: "Pending",
  linked: "Linked",
  orphan: "Orphan",
  missing: "Missing",
  trash: "Removed",
};

/** "Pending charter photo of Ali". */
function headingOf({ state, kind, captain }: StaffMediaView): string {
  const what = `${STATES[state]} ${MEDIA_KINDS[kind].label.toLowerCase()}`;
  return captain?.displayName ? `${what} of ${captain.displayName}` : what;
}

function measures({ width, height, sizeBytes }: StaffMediaView): string {
  const parts = [
    width && height ? `${width} × ${height}` : null,
    sizeBytes === null ? null : sizeInWords(sizeBytes),
  ];
  return parts.filter(Boolean).join(", ");
}
