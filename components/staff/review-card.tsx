// One media item as staff see it: the picture, what it is, whose, and since when. As a card or as a row.
import { Check, Film } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { Tick } from "@/components/ui/checkbox";
import { classNames } from "@/components/ui/class-names";
import { ageInWords } from "@/components/words/quantities";
import { MEDIA_KINDS } from "@/lib/domain/media/kinds";
import type { ReviewItem } from "./review-item";
import { headingOf, measures } from "./staff-words";
import { Thumbnail } from "./thumbnail";
import type { ItemHandle } from "./use-review-keys";

const LINK = "text-sea underline underline-offset-2";

export interface ReviewItemProps {
  item: ReviewItem;
  captainHref: string | undefined;
  isChosen: boolean;
  onChoose: (range: boolean) => void;
  /** Of what opens the item: where the keyboard stands. */
  handle: ItemHandle;
}

export function ReviewCard({ item, captainHref, isChosen, onChoose, handle }: ReviewItemProps) {
  const { captain, charter, rejectedReason } = item;
  const heading = headingOf(item);
  return (
    <li
      className={classNames(
        "relative flex min-w-0 flex-col overflow-hidden rounded-card border-2 bg-card",
        isChosen ? "border-sea ring-2 ring-sea" : "border-line",
      )}
    >
      <a
        {...handle}
        href={item.url}
        target="_blank"
        rel="noreferrer"
        aria-label={`Open: ${heading}`}
        className="-outline-offset-3 relative block aspect-4/3 bg-well"
      >
        <Thumbnail item={item} />
        <Marks item={item} className="absolute right-2 bottom-2 left-2" />
      </a>
      <Choose heading={heading} isChosen={isChosen} onChoose={onChoose} over />
      <div className="grid gap-2 p-3">
        <h2 className="hull-small break-words">{heading}</h2>
        <dl className="facts text-sm">
          <Fact term="Captain">
            <Captain item={item} href={captainHref} />
          </Fact>
          {captain?.email && (
            <Fact term="E-mail">
              <Email of={captain} />
            </Fact>
          )}
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

export function ReviewRow({ item, captainHref, isChosen, onChoose, handle }: ReviewItemProps) {
  const heading = headingOf(item);
  return (
    <tr className={classNames("border-line border-b-[1.5px]", isChosen && "bg-sea-tint")}>
      <td>
        <Choose heading={heading} isChosen={isChosen} onChoose={onChoose} />
      </td>
      <th scope="row" className="py-1.5 pr-3 text-left font-bold">
        <a
          {...handle}
          href={item.url}
          target="_blank"
          rel="noreferrer"
          className="flex min-h-touch min-w-48 items-center gap-3 text-ink no-underline hover:underline"
        >
          <span className="block h-12 w-16 shrink-0 overflow-hidden rounded-plate bg-well">
            <Thumbnail item={item} />
          </span>
          {MEDIA_KINDS[item.kind].label}
        </a>
      </th>
      <td className="min-w-56 px-3 [overflow-wrap:anywhere]">
        <Captain item={item} href={captainHref} />
        <span className="block text-ink-soft">{item.captain && <Email of={item.captain} />}</span>
      </td>
      <td className="min-w-40 px-3">{item.charter?.name ?? "None yet"}</td>
      <td className="whitespace-nowrap px-3">
        <time dateTime={item.createdAt}>{ageInWords(item.ageSeconds)}</time>
      </td>
      <td className="whitespace-nowrap px-3">{measures(item) || "Not measured"}</td>
      <td className="min-w-40 py-1.5 pl-3">
        <Marks item={item} />
        {item.rejectedReason && <span className="text-bad">{item.rejectedReason}</span>}
      </td>
    </tr>
  );
}

/** Broken before its domain, where it is too long for its line. */
function Email({ of: { email } }: { of: { email: string } }) {
  const at = email.lastIndexOf("@");
  if (at < 0) return email;
  return (
    <>
      {email.slice(0, at)}
      <wbr />
      {email.slice(at)}
    </>
  );
}

function Captain({ item: { captain }, href }: { item: ReviewItem; href: string | undefined }) {
  if (!captain || !href) return captain?.displayName ?? "None";
  return (
    <Link href={href} prefetch={false} className={LINK}>
      {captain.displayName}
    </Link>
  );
}

function Marks({ item, className }: { item: ReviewItem; className?: string }) {
  const isVideo = MEDIA_KINDS[item.kind].medium === "video";
  if (!isVideo && item.rejectedReason === null && !item.reviewedAt) return null;
  return (
    <span className={classNames("flex flex-wrap gap-1.5", className)}>
      {isVideo && <Badge icon={<Film aria-hidden />}>Video</Badge>}
      {item.rejectedReason !== null ? (
        <Badge tone="bad">Rejected</Badge>
      ) : (
        item.reviewedAt && (
          <Badge tone="good" icon={<Check aria-hidden />}>
            Reviewed
          </Badge>
        )
      )}
    </span>
  );
}

function Choose({
  heading,
  isChosen,
  onChoose,
  over = false,
}: {
  heading: string;
  isChosen: boolean;
  onChoose: (range: boolean) => void;
  /** On the picture. */
  over?: boolean;
}) {
  return (
    <label
      className={classNames(
        "grid size-touch cursor-pointer place-items-center",
        over && "absolute top-0 left-0",
      )}
    >
      <input
        type="checkbox"
        checked={isChosen}
        aria-label={`Choose: ${heading}`}
        onChange={({ nativeEvent }) =>
          onChoose(nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
        }
        className="peer size-7 cursor-pointer appearance-none rounded-plate border-2 border-edge bg-card checked:border-sea checked:bg-sea"
      />
      <Tick className="size-5" />
    </label>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
