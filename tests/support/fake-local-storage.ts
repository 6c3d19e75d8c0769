// A browser's localStorage for tests that run without one.
import { vi } from "vitest";

/** Puts an empty one in place until `vi.unstubAllGlobals()`; its keys are its own, as in a browser. */
export function fakeLocalStorage(): void {
  const methods = {
    getItem(key: string) {
      return (this as Record<string, unknown>)[key] ?? null;
    },
    setItem(key: string, value: string) {
      Object.assign(this, { [key]: value });
    },
    removeItem(key: string) {
      Reflect.deleteProperty(this, key);
    },
  };
  vi.stubGlobal("localStorage", Object.create(methods));
}
