/** What every refusal and every answer of the server has to look like. */
import { expect } from "vitest";
import { readRefusal, sentenceOf } from "../../lib/refusals.ts";
import type { Answer } from "./raw.ts";

/** A code and one plain sentence in JSON, never kept by a cache, without a trace of what is behind it. */
export function isRefusal({ status, headers, body }: Answer): true {
  const said: unknown = JSON.parse(body);
  const heard = readRefusal(said);
  const why = heard.code === "other" ? expect.unreachable(body) : sentenceOf(heard);
  expect(said).toEqual({ ...heard, why });
  expect(why).toMatch(/^[A-Z][^\n]{5,150}\.$/);
  expect(body).not.toMatch(/\n\s+at |\.(m?js|ts)\b|node:|SQLITE|Error/);
  expect([status, headers["cache-control"], headers["content-type"]]).toEqual([
    expect.any(Number),
    ["no-store"],
    ["application/json; charset=utf-8"],
  ]);
  return true;
}

/** Carries the headers that keep a browser from doing with it what it is not for. */
export function isProtected({ headers }: Answer): true {
  const of = (name: string): string => headers[name]?.join() ?? "";
  expect(of("content-security-policy")).toContain("frame-ancestors 'none'");
  expect(of("content-security-policy")).toMatch(/^default-src '(self|none)';/);
  expect(of("content-security-policy")).not.toMatch(/script-src[^;]*unsafe-(inline|eval)/);
  expect([of("x-content-type-options"), of("x-frame-options"), of("referrer-policy")]).toEqual([
    "nosniff",
    "DENY",
    "no-referrer",
  ]);
  expect([of("x-powered-by"), of("server")]).toEqual(["", ""]);
  return true;
}
