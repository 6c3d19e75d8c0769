"use client";
// Panels of one page behind tabs. For views with an address of their own use NavTabs.
import { Tabs as Radix } from "radix-ui";
import type { ReactNode } from "react";

export function Tabs({
  tabs,
  label,
  defaultTab,
}: {
  tabs: readonly { key: string; label: ReactNode; panel: ReactNode }[];
  label: string;
  defaultTab?: string;
}) {
  const first = defaultTab ?? tabs[0]?.key;
  return (
    <Radix.Root {...(first !== undefined && { defaultValue: first })}>
      <Radix.List aria-label={label} className="flex overflow-x-auto border-ink border-b-2">
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.key}
            value={tab.key}
            className="-outline-offset-2 min-h-touch cursor-pointer whitespace-nowrap rounded-t-plate px-4 py-2 font-bold hover:bg-well data-[state=active]:bg-ink data-[state=active]:text-page"
          >
            {tab.label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content key={tab.key} value={tab.key} className="pt-5">
          {tab.panel}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
