import { WebSocket } from "ws";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { isTooLong, openLine } from "../../app/live/line.ts";
import { newClientId } from "../../lib/seats.ts";
import { forge, newDocument, tombstone } from "../support/guard-space.ts";
import { startRoomServer } from "../support/room-server.ts";

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

test("the answer to an offer that was forgotten meanwhile says of no change that it is kept", async () => {
  const server = await startRoomServer();
  const kept: number[] = [];
  let tell = (): void => {};
  const told = new Promise<void>((done) => void (tell = done));
  const line = openLine({
    url: server.url,
    room: "space",
    doc: new Y.Doc(),
    seat: "client",
    place: () => "",
    latest: () => 0,
    Socket: WebSocket as unknown as typeof globalThis.WebSocket,
    hears: {
      online: () => {},
      kept: (number) => void kept.push(number),
      // What the server sends last arrives behind its answers.
      waits: (sections) => void (sections.length > 0 && tell()),
      placed: () => {},
      setBack: () => {},
      refused: () => {},
      closed: () => {},
    },
  });
  await server.until(() => server.heard.some(({ kind, number }) => kind === "kept" && number === 0));
  server.keep(false);
  const offered: boolean[] = [];
  const forgotten = new Promise<void>((done) => {
    line.offer(Y.encodeStateAsUpdate(newDocument("client")), (is) => {
      offered.push(is);
      done();
    });
  });
  server.ask("/space");
  await forgotten;
  await server.until(() => server.heard.filter(({ kind }) => kind === "kept").length === 3);
  server.keep(true);
  server.waits("/space", ["both:sheet"]);
  await told;
  expect(offered).toEqual([false]);
  expect(kept).toEqual([0, 0]);
  line.close();
  await server.close();
});
