import { redirect } from "next/navigation";

export default function StaffPage(): never {
  redirect("/staff/media");
}
