// sharp, set up once: every loader is shut but the four a photo may need, so that no other parser of
// the library ever sees a stranger's bytes. Everything in this room takes sharp from here.
import "server-only";
import sharp from "sharp";

sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: [
    "VipsForeignLoadJpeg",
    "VipsForeignLoadPng",
    "VipsForeignLoadWebp",
    // AVIF; the prebuilt library has no decoder for HEIC's codec.
    "VipsForeignLoadHeif",
  ],
});
// One thread a picture: the gate runs several pictures at once, which uses the cores better than
// several threads on one. No picture is opened twice, so a cache would only hold memory.
sharp.concurrency(1);
sharp.cache(false);

export { sharp };
