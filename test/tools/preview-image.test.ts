import { expect, it } from "vitest";
import { mountPage } from "../../tools/mount.js";
import { PREVIEW, previewImage } from "../../tools/preview-image.js";

/** Bytes of a PNG's header: width and height. */
const sizeOf = (png: Uint8Array) => {
  const view = new DataView(png.buffer, png.byteOffset);
  return { width: view.getUint32(16), height: view.getUint32(20) };
};

it.each(["setup", "teach"])(
  "the page %s has a preview of the size that others expect",
  { timeout: 120_000 },
  async (name) => {
    const page = await mountPage(name);
    try {
      const image = await previewImage(page);
      expect(sizeOf(image)).toEqual(PREVIEW);
      // A plain sheet of that size is smaller than 10 kB.
      expect(image.length).toBeGreaterThan(20_000);
    } finally {
      page.close();
    }
  },
);
