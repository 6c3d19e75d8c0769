"use client";
import { ErrorPlate } from "@/components/site/error-plate";

export default function PageError({ error, retry }: { error: unknown; retry: () => void }) {
  return <ErrorPlate error={error} retry={retry} />;
}
