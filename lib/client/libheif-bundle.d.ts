// What we use of libheif-js, which ships no types of its own interface.
declare module "libheif-js/libheif-wasm/libheif-bundle.mjs" {
  interface HeifImage {
    is_primary: () => boolean;
    /** Of the picture as it is shown, turned upright. */
    get_width: () => number;
    get_height: () => number;
    /** Fills `data` with RGBA; null when it can't be decoded. */
    display: (
      picture: { data: Uint8ClampedArray; width: number; height: number },
      done: (picture: unknown) => void,
    ) => void;
    free: () => void;
  }
  interface Libheif {
    HeifDecoder: new () => {
      /** What `decode` holds on to. */
      decoder: unknown;
      /** Every picture in the file; none when it can't be read. */
      decode: (bytes: Uint8Array) => HeifImage[];
    };
    heif_context_free: (context: unknown) => void;
  }
  /** Compiles the decoder, at once: for workers, where that may take its time. */
  export default function load(): Libheif;
}
