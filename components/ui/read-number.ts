/**
 * A number as people type it: "1,200.50", "1 200", "99,50" and "-3". A comma before three digits
 * separates thousands, any other is a decimal point. Null when it is no number.
 */
export function readNumber(text: string): number | null {
  const plain = text
    .replace(/\s/g, "")
    .replace(/,(?=\d{3}(\D|$))/g, "")
    .replace(",", ".");
  return /^-?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : null;
}
