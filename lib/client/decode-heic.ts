// Decodes an iPhone's photos where the browser can't, with libheif compiled to WebAssembly: 2 MB, loaded when
// the first such photo comes. Runs in the worker only; on the page it would stand still for a second.
import { loadPart } from "./load-part";

// Above every phone's; decoded it takes 400 MB, which is all a worker may want.
const MAX_PIXELS = 100_000_000;

type Libheif = ReturnType<typeof import("libheif-js/libheif-wasm/libheif-bundle.mjs")["default"]>;
let libheif: Libheif | undefined;

/**
 * The photo as it is meant to be seen, upright.
 *
 * @throws AppError part_missing or offline when the decoder can't be loaded now; Error when the bytes can't be decoded
 */
export async function decodeHeic(file: Blob): Promise<ImageBitmap> {
  libheif ??= await loadDecoder();
  const { HeifDecoder, heif_context_free } = libheif;
  const bytes = new Uint8Array(await file.arrayBuffer());
  const reader = new HeifDecoder();
  const pictures = reader.decode(bytes);
  try {
    const picture = pictures.find((one) => one.is_primary()) ?? pictures[0];
    if (!picture) throw new Error("no picture in the file");
    // libheif turns and mirrors as the file says; what EXIF says on top does not count in this format.
    const [width, height] = [picture.get_width(), picture.get_height()];
    if (width * height > MAX_PIXELS) throw new Error("too many pixels");
    const data = new Uint8ClampedArray(width * height * 4);
    const isShown = await new Promise((resolve) =>
      picture.display({ data, width, height }, (shown) => resolve(shown !== null)),
    );
    if (!isShown) throw new Error("not decodable");
    const colorSpace = isDisplayP3(bytes) ? "display-p3" : "srgb";
    return await createImageBitmap(new ImageData(data, width, height, { colorSpace }));
  } finally {
    for (const picture of pictures) picture.free();
    if (reader.decoder) heif_context_free(reader.decoder);
  }
}

async function loadDecoder(): Promise<Libheif> {
  const { default: load } = await loadPart(
    () => import("libheif-js/libheif-wasm/libheif-bundle.mjs"),
  );
  return load();
}

// How an iPhone's colour profile names itself, in UTF-16. libheif hands out the colours as they are stored.
const P3_NAME = [..."Display P3"].flatMap((letter) => [0, letter.charCodeAt(0)]);
const PROFILE_WITHIN_BYTES = 64 * 1024;

function isDisplayP3(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, PROFILE_WITHIN_BYTES);
  for (let at = head.indexOf(0); at >= 0; at = head.indexOf(0, at + 1))
    if (P3_NAME.every((byte, n) => head[at + n] === byte)) return true;
  return false;
}
