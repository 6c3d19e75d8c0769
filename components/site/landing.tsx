// The start page: what this is, for whom, and the one next step.
import {
  Anchor,
  Camera,
  FileCheck2,
  Images,
  MapPin,
  Phone,
  RotateCcw,
  Save,
  Ship,
  Signal,
} from "lucide-react";
import type { ReactNode } from "react";
import { ButtonLink } from "@/components/ui/button";
import { CHARTER_PHOTOS } from "@/lib/domain/media/kinds";
import { SamplePage } from "./sample-page";
import { Soundings } from "./soundings";

export interface LandingProps {
  /** Where a signed-in visitor goes on; absent for everybody else. */
  home?: string;
}

export function Landing({ home }: LandingProps) {
  return (
    <>
      <Hero {...(home !== undefined && { home })} />
      <Passage />
      <Board title="What we look after for you" lines={FOR_CAPTAINS} />
      <Board title="What your guests get" lines={FOR_GUESTS} />
      <Closing {...(home !== undefined && { home })} />
    </>
  );
}

function Hero({ home }: LandingProps) {
  return (
    <section className="relative isolate overflow-hidden bg-deep text-on-deep">
      <Soundings fade className="-z-1 absolute inset-0" />
      <div className="mx-auto grid max-w-7xl items-center gap-x-10 px-4 pt-14 sm:px-6 sm:pt-20 lg:grid-cols-[minmax(0,1fr)_auto] lg:pt-0">
        <div className="lg:py-28">
          <h1 className="max-w-3xl text-4xl">Your charter on the map before the tide turns</h1>
          <p className="mt-6 max-w-xl text-lg text-on-deep-soft">
            For fishing captains. Tell anglers about your boat and your trips, add photos from your
            phone, and send one link to everyone who asks.
          </p>
          <div className="mt-8 flex flex-wrap items-center gap-x-6 gap-y-3">
            <ButtonLink href={home ?? "/sign-up"} variant="primary" size="lg" prefetch={false}>
              {home ? "Go on where you were" : "Create your account"}
            </ButtonLink>
            {!home && (
              <ButtonLink href="/sign-in" variant="onDeep" size="lg" prefetch={false}>
                Sign in
              </ButtonLink>
            )}
          </div>
        </div>
        <SamplePage className="-mb-60 mt-14 justify-self-center lg:-mb-6 lg:mt-14 lg:mr-10" />
      </div>
    </section>
  );
}

const LEGS: readonly { title: string; icon: ReactNode; text: string }[] = [
  {
    title: "Describe",
    icon: <Ship />,
    text: "Who you are, where you leave from, your boat, your trips and what they cost. Short questions, one screen at a time.",
  },
  {
    title: "Show",
    icon: <Camera />,
    text: `At least ${CHARTER_PHOTOS.min} photos, up to ${CHARTER_PHOTOS.max}. Pick them all at once; we make them small before they leave your phone.`,
  },
  {
    title: "Submit",
    icon: <FileCheck2 />,
    text: "See what is still missing, press one button, and your page is online with its own link.",
  },
];

/** Three legs along a chart's scale. */
function Passage() {
  return (
    <section className="mx-auto w-full max-w-7xl px-4 pt-14 sm:px-6 sm:pt-20">
      <h2 className="text-2xl">Three legs to your own page</h2>
      <ol className="mt-8 grid gap-8 md:grid-cols-3 md:gap-0">
        {LEGS.map(({ title, icon, text }, index) => (
          <li key={title} className="flex gap-4 md:block">
            <div
              aria-hidden
              className={`w-3 shrink-0 border-[1.5px] border-ink md:h-3 md:w-auto ${index % 2 === 0 ? "bg-ink" : "bg-card"} ${index > 0 ? "md:border-l-0" : ""}`}
            />
            <div className="md:pt-5 md:pr-8">
              <h3 className="flex items-center gap-2.5 text-xl [&_svg]:size-6 [&_svg]:text-sea">
                <span aria-hidden>{icon}</span>
                {title}
              </h3>
              <p className="mt-2 max-w-sm text-ink-soft">{text}</p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

interface Line {
  title: string;
  icon: ReactNode;
  text: string;
}

const FOR_CAPTAINS: readonly Line[] = [
  {
    title: "Saved while you type",
    icon: <Save />,
    text: "Lose the signal behind the headland, go on tomorrow on another phone: your words and photos are where you left them.",
  },
  {
    title: "Your secret spots stay secret",
    icon: <MapPin />,
    text: "A photo can carry the place where it was taken. We remove that before anyone sees it.",
  },
  {
    title: "Nothing thrown overboard",
    icon: <RotateCcw />,
    text: "Removed the wrong photo or trip? One tap brings it back.",
  },
];

const FOR_GUESTS: readonly Line[] = [
  {
    title: "Your boat, before they call",
    icon: <Images />,
    text: "Your best photo first and all the others in full, with trips, prices, times and what is on board beside them.",
  },
  {
    title: "One press to reach you",
    icon: <Phone />,
    text: "Your number stays under their thumb all the way down the page. No form, nobody in between.",
  },
  {
    title: "Quick on any phone",
    icon: <Signal />,
    text: "Your link opens fast where the signal is weak, and reads well in bright sun and at night.",
  },
];

/** What is promised to somebody, a line each. */
function Board({ title, lines }: { title: string; lines: readonly Line[] }) {
  return (
    <section className="mx-auto grid w-full max-w-7xl gap-x-16 gap-y-6 px-4 pt-16 sm:px-6 sm:pt-24 lg:grid-cols-[20rem_1fr]">
      <h2 className="text-2xl">{title}</h2>
      <ul className="border-ink border-t-2">
        {lines.map(({ title, icon, text }) => (
          <li
            key={title}
            className="grid grid-cols-[2.5rem_1fr] gap-x-4 gap-y-1 border-line border-b-[1.5px] py-5 md:grid-cols-[2.5rem_16rem_1fr]"
          >
            <span aria-hidden className="text-sea max-md:row-span-2 [&_svg]:size-7">
              {icon}
            </span>
            <h3 className="text-lg">{title}</h3>
            <p className="text-ink-soft">{text}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Closing({ home }: LandingProps) {
  if (home) return <div className="pt-16 sm:pt-24" />;
  return (
    <section className="mt-16 border-line border-t-[1.5px] bg-well sm:mt-24">
      <div className="mx-auto flex max-w-7xl flex-wrap items-center justify-between gap-6 px-4 py-10 sm:px-6">
        <p className="hull flex items-center gap-3 text-xl">
          <Anchor aria-hidden className="size-7 shrink-0 text-sea" />
          Your phone and three good photos are enough to begin.
        </p>
        <ButtonLink href="/sign-up" variant="primary" size="lg" prefetch={false}>
          Create your account
        </ButtonLink>
      </div>
    </section>
  );
}
