import { expect, test } from "vitest";
import * as Y from "yjs";
import { isTooLong } from "../../app/live/line.ts";
import { newClientId } from "../../lib/seats.ts";
import { forge, newDocument, tombstone } from "../support/guard-space.ts";

test("what others have deleted does not count as words of one's own, however much it is", () => {
  const doc = newDocument("client");
  const ids = Array.from({ length: 110_000 }, () => newClientId("practitioner")).sort((one, other) => other - one);
  Y.applyUpdate(doc, forge(ids.map((client) => ({ client, structs: [tombstone(1, { root: "both:sheet" })] }))));
  const server = Y.encodeStateVector(doc);
  doc.getText("both:sheet").insert(0, "a few words");
  const answer = Y.encodeStateAsUpdate(doc, server);
  expect(answer.length).toBeGreaterThan(1024 * 1024);
  expect(isTooLong(doc, answer)).toBe(false);
  doc.getText("both:sheet").insert(0, "x".repeat(1024 * 1024));
  expect(isTooLong(doc, Y.encodeStateAsUpdate(doc, server))).toBe(true);
}, 60_000);
