/** Of many requests that come at once on one connection, Node makes no more than the first. */
import { once } from "node:events";
import { type RequestListener, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { openOrder } from "../../server/http/order.ts";
import { closing, dial } from "../support/raw.ts";

/** A server that holds its connections to their order, and notes each request that Node made. */
async function inOrder(answer: RequestListener) {
  const order = openOrder();
  const made: (string | undefined)[] = [];
  const http = createServer({ requireHostHeader: false });
  const hear: RequestListener = (request, response) => {
    made.push(request.url);
    if (order.isAhead(request, response)) request.socket.destroy();
    else answer(request, response);
  };
  http.on("connection", order.watch).on("request", hear).on("checkExpectation", hear);
  http.on("upgrade", (request, socket) => {
    made.push(request.url);
    socket.destroy();
  });
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  onTestFinished(() => void http.close());
  const { port } = http.address() as AddressInfo;
  return { port, made };
}

test.for([
  ["read to their end", "Host: x\r\n"],
  ["with an expectation", "Host: x\r\nExpect: x\r\n"],
  ["that wait to be let go on", "Host: x\r\nExpect: 100-continue\r\n"],
  ["without a host", ""],
])("of thousands of requests %s one is made, and the line ends", async ([, head]) => {
  const { port, made } = await inOrder((_request, response) => void response.end("well"));
  const line = await dial(port);
  line.resume();
  line.write(`GET /first HTTP/1.1\r\n${head}\r\n${`GET /next HTTP/1.1\r\n${head}\r\n`.repeat(3_000)}`);
  await closing(line);
  expect(made).toEqual(["/first"]);
});

test("an upgrade that is asked for before something else was answered is not begun", async () => {
  const { port, made } = await inOrder(() => undefined);
  const line = await dial(port);
  line.resume();
  line.write(
    "GET /first HTTP/1.1\r\nHost: x\r\n\r\nGET /up HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
  );
  await closing(line);
  expect(made).toEqual(["/first"]);
});

test("who waits for each answer is answered each time, also with a body", async () => {
  const { port, made } = await inOrder((request, response) => {
    request.resume().on("end", () => response.end("well"));
  });
  const line = await dial(port);
  for (let time = 0; time < 5; time += 1) {
    const body = "x".repeat(50_000);
    line.write(`POST /${time} HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
    const [answer] = (await once(line, "data")) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 200 /);
  }
  line.destroy();
  expect(made).toEqual(["/0", "/1", "/2", "/3", "/4"]);
});
