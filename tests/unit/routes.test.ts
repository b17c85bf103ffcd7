/** Who may call what of the JSON interface, as one reads it in the table of its routes. */
import { expect, test } from "vitest";
import { routes } from "../../server/http/api.ts";
import { bodies } from "../../server/http/bodies.ts";
import { done, nothing, reply, route } from "../../server/http/route.ts";

test("each route says who may call it", () => {
  const said = (who: string): string[] =>
    routes.filter((one) => one.who === who).map(({ method, path }) => `${method} ${path}`);
  expect(said("anybody")).toEqual([
    "POST /invitation",
    "POST /join",
    "POST /return",
    "POST /cookie",
    "GET /cookie",
    "POST /spaces",
    "GET /spaces",
  ]);
  expect(said("practitioner")).toEqual(["POST /spaces/ID/invitation", "DELETE /spaces/ID/invitation"]);
  expect(said("former sitter")).toEqual(["POST /spaces/ID/seat"]);
  expect(said("sitter").length).toBe(routes.length - 7 - 2 - 1);
});

test("what stands in a space is for somebody who sits there, or sat there", () => {
  const open = routes.filter(({ path, who }) => path.includes("ID") && who === "anybody");
  expect(open).toEqual([]);
});

test("no two routes are one", () => {
  const names = routes.map(({ method, path }) => `${method} ${path}`);
  expect(new Set(names).size).toBe(names.length);
});

test("a route that does not say who may call it, or answers something else than it says, does not compile", () => {
  const rest = { method: "POST", path: "/here", body: bodies.none } as const;
  const made = [
    route({ ...rest, who: "anybody", answer: nothing, handle: async () => done }),
    // @ts-expect-error: it does not say who
    route({ ...rest, answer: nothing, handle: async () => done }),
    // @ts-expect-error: nobody is called so
    route({ ...rest, who: "everybody", answer: nothing, handle: async () => done }),
    // @ts-expect-error: it answers a number, and says that it answers nothing
    route({ ...rest, who: "anybody", answer: nothing, handle: async () => ({ body: 3 }) }),
    route({
      ...rest,
      who: "anybody",
      answer: reply<string>(200),
      // @ts-expect-error: of somebody who may be anybody no seat is known
      handle: async (asked) => ({ body: asked.sitter.id }),
    }),
  ];
  expect(made).toHaveLength(5);
});
