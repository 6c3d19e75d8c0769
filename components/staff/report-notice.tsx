import { X } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";
import { Notice } from "@/components/ui/notice";

/** What came of something done to several: in a sentence, and why some of it did not happen. */
export interface Report {
  sentence: string;
  left: { id: string; what: string; why: string }[];
}

export function ReportNotice({
  report: { sentence, left },
  onClose,
}: {
  report: Report;
  onClose: () => void;
}) {
  return (
    <Notice
      tone="warn"
      live
      title={sentence}
      action={<IconButton label="Close the report" icon={<X aria-hidden />} onClick={onClose} />}
    >
      <ul className="list-disc pl-5">
        {left.map(({ id, what, why }) => (
          <li key={id} className="[overflow-wrap:anywhere]">
            {what}: {why}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
