// One part of the charter page under its own heading.
import type { ReactNode } from "react";

export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-12 sm:mt-16">
      <h2 className="mb-5 text-2xl">{title}</h2>
      {children}
    </section>
  );
}
