// A test passes only when nothing complained. One that expects a complaint spies on console.error itself.
import { format } from "node:util";
import { afterEach, beforeEach, expect, vi } from "vitest";

const complaints: string[] = [];

beforeEach(() => {
  complaints.length = 0;
  vi.spyOn(console, "error").mockImplementation((...args) => {
    complaints.push(format(...args));
  });
});

afterEach(() => {
  expect(complaints, "unexpected console.error").toEqual([]);
});
