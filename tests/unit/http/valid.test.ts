import { expect, test } from "vitest";
import { z } from "zod";
import { valid } from "@/lib/http/valid";

const schema = z.object({
  name: z.string().max(3),
  tags: z.array(z.string()).min(1),
  kind: z.enum(["a", "b"]),
  size: z.int(),
  price: z.number().positive(),
  id: z.uuid(),
  own: z.string("Please say whose."),
});

test("what is right comes out as the schema puts it", () => {
  expect(valid(z.object({ n: z.coerce.number() }), { n: "3" })).toEqual({ n: 3 });
});

test("what is wrong is said a field at a time, in plain words, the schema's own first", () => {
  const wrong = { name: "long", tags: [], kind: "c", size: "2", price: 0, id: "x" };
  expect(refusalOf(() => valid(schema, wrong))).toEqual({
    name: "At most 3 characters.",
    tags: "At least 1 item.",
    kind: "This must be one of: a, b.",
    size: "This must be a number.",
    price: "More than 0.",
    id: "This is not written as it must be.",
    own: "Please say whose.",
  });
  expect(refusalOf(() => valid(schema, { ...wrong, tags: undefined }))).toMatchObject({
    tags: "Please give this.",
  });
});

test("what is no object at all is said of the whole", () => {
  expect(refusalOf(() => valid(schema, "text"))).toEqual({ body: "This must be an object." });
});

function refusalOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    expect(error).toMatchObject({ code: "invalid_payload" });
    return (error as { details: { errors: unknown } }).details.errors;
  }
  return expect.unreachable("nothing was refused");
}
