import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { PRODUCT_NAME } from "@/components/site/brand";
import { SiteFooter } from "@/components/site/site-footer";
import { SiteHeader } from "@/components/site/site-header";
import { Toaster } from "@/components/ui/toaster";
import { readVisitor } from "@/lib/http/visitor";
import { archivo, atkinson } from "./fonts";
import "./globals.css";

export const metadata: Metadata = {
  title: {
    default: `${PRODUCT_NAME} – put your fishing charter online`,
    template: `%s – ${PRODUCT_NAME}`,
  },
  description:
    "For charter captains: describe your boat and trips, add your photos from the jetty, and get a page anglers can open.",
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#08222d" },
  ],
  colorScheme: "light dark",
};

/** Reads the request on purpose: a page rendered ahead of time could not carry this view's nonce. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const visitor = await readVisitor();
  return (
    <html lang="en" className={`${archivo.variable} ${atkinson.variable}`}>
      <body className="flex flex-col">
        <a
          href="#content"
          className="sr-only z-50 rounded-plate bg-ink font-bold text-page focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:px-4 focus:py-3"
        >
          Skip to the content
        </a>
        <SiteHeader visitor={visitor} />
        <main id="content" tabIndex={-1} className="flex flex-1 flex-col outline-none">
          {children}
        </main>
        <SiteFooter canReport={Boolean(visitor)} />
        <Toaster />
      </body>
    </html>
  );
}
