"use client";
import { ErrorPlate } from "@/components/site/error-plate";
import { archivo, atkinson } from "./fonts";
import "./globals.css";

/** Stands in for the whole document when even the frame around the pages failed. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en" className={`${archivo.variable} ${atkinson.variable}`}>
      <body>
        <title>Something went wrong</title>
        <main>
          <ErrorPlate error={error} retry={retry} />
        </main>
      </body>
    </html>
  );
}
