// Runs before each integration test file: its database and servers first, then the file itself.
import { afterAll } from "vitest";
import { closeDatabases } from "./database";
import { closeStack } from "./stack";

afterAll(async () => {
  await closeStack();
  await closeDatabases();
});
