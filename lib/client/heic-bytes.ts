// Whether bytes are an iPhone's photo format. Pure; what decodes it is decode-heic.ts.

const HEIC_BRANDS = ["heic", "heix", "hevc", "hevx", "heim", "heis", "hevm", "hevs"];
const HEIF_BRANDS = ["mif1", "msf1", "heif"];
const HEAD_BYTES = 64;

/** Whether a file says, by its first bytes, that it is HEIC or HEIF. AVIF, which looks alike, is not. */
export async function isHeic(file: Blob): Promise<boolean> {
  const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  const text = String.fromCharCode(...head);
  if (text.slice(4, 8) !== "ftyp") return false;
  const brands = text.slice(8, Math.min(HEAD_BYTES, head[3] ?? 0)).match(/.{4}/gs) ?? [];
  const [major = "", , ...compatible] = brands;
  if (HEIC_BRANDS.includes(major)) return true;
  return HEIF_BRANDS.includes(major) && compatible.some((brand) => HEIC_BRANDS.includes(brand));
}
