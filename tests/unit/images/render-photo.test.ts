// What becomes of photos when the thread that makes their pictures does not live. What it makes is seen by the
// stories: only Next's server has the thread.
import { expect, onTestFinished, test, vi } from "vitest";

test("whose picture a thread ends without is told busy, and the next picture gets a new thread", async () => {
  delete (globalThis as { charterMediaRenditions?: unknown }).charterMediaRenditions;
  vi.resetModules();
  vi.stubEnv("LOG_LEVEL", "silent");
  onTestFinished(() => void vi.resetModules().unstubAllEnvs());
  const { renderOnAThread, renderPhoto } = await import("@/lib/images/render-photo");
  const bytes = Buffer.from("a photo");
  const render = () => renderPhoto(bytes, { widths: [320], maxPixels: 1e6 });
  await expect(render()).rejects.toMatchObject({ code: "invalid_image" });
  renderOnAThread();
  // Nothing here translates TypeScript for a thread, so that each ends as it begins.
  for (let thread = 0; thread < 2; thread++)
    for (const outcome of await Promise.allSettled([render(), render()]))
      expect(outcome).toMatchObject({ status: "rejected", reason: { code: "busy" } });
  expect(bytes.toString()).toBe("a photo");
});
