import type { Metadata } from "next";
import { NotFoundPlate } from "@/components/site/not-found-plate";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return <NotFoundPlate />;
}
