/** What is not kept yet is said to be so, and is not lost: by a server that dies, a line that is down, a reload, or leaving. */
import { expect, test } from "./fixture.ts";
import { linesOf, ofDocuments } from "./lines.ts";
import { expectation, head, isKept, sayingsOf, wordsOn } from "./screen.ts";

const trial = "A fair trial";
const lineFault = /WebSocket connection|ERR_INTERNET_DISCONNECTED|'beforeunload' confirmation/;

test("Kept is said only when the server has the words", async ({ two, server }) => {
  const { practitioner, client } = two;
  await expectation(client, trial, "");
  await isKept(client);
  let beats = 0;
  client.on("websocket", (line) =>
    line.on("framesent", ({ payload }) => {
      if (payload.includes('"beat"')) beats += 1;
    }),
  );
  await client.reload();
  await isKept(client);
  // The words themselves have an element of their own only while something stands beside them.
  const marks = await sayingsOf(
    head(client)
      .getByRole("paragraph")
      .filter({ hasText: /^Kept$/ }),
  );

  server.process.kill("SIGSTOP");
  try {
    // All at once: a server that is not heard for ten seconds is a line that is down.
    await wordsOn(client, trial).fill("Is this kept?");
    await expect.poll(marks).toContain("Keeping…");
    // The mark is given time to change.
    const before = beats;
    await expect.poll(() => beats).toBeGreaterThan(before);
    expect(await marks()).toEqual(["Kept", "Keeping…"]);
    await expect(wordsOn(practitioner, trial)).toHaveValue("");
  } finally {
    server.process.kill("SIGCONT");
  }
  await isKept(client);
  await expect(wordsOn(practitioner, trial)).toHaveValue("Is this kept?");
});

test("on a line that is being closed nothing is said any more, and what is written meanwhile is kept afterwards", async ({
  two: { practitioner, client },
  server,
}) => {
  await client.addInitScript(() => {
    const lines: WebSocket[] = [];
    class Noted extends WebSocket {
      constructor(...parts: ConstructorParameters<typeof WebSocket>) {
        super(...parts);
        lines.push(this);
      }
    }
    Object.assign(window, { WebSocket: Noted, lines });
  });
  await client.reload();
  await expectation(client, trial, "Six weeks");
  await isKept(client);
  // A server that stands still does not answer a goodbye, so the lines stay half closed.
  server.process.kill("SIGSTOP");
  try {
    await client.evaluate(() => {
      const { lines } = window as unknown as { lines: WebSocket[] };
      for (const line of lines) line.close();
      window.dispatchEvent(new Event("focus"));
    });
    await wordsOn(client, trial).fill("Eight weeks");
  } finally {
    server.process.kill("SIGCONT");
  }
  await expect(wordsOn(practitioner, trial)).toHaveValue("Eight weeks");
  await isKept(client);
  await expect(head(client)).toContainText("Both here");
});

test("what is written while the server is dead arrives when it lives again", async ({ two, server, allow }) => {
  allow(lineFault);
  const { practitioner, client } = two;
  await expectation(client, trial, "Six weeks");
  await isKept(client);
  await server.stop("SIGKILL");
  await wordsOn(client, trial).press("ControlOrMeta+End");
  await wordsOn(client, trial).pressSequentially(", and then we ask.");
  await expect(head(client)).toContainText("Not kept yet");
  await expect(client.getByText("The line is down; your words stay here.")).toBeVisible();

  await server.restart();
  await isKept(client);
  await expect(wordsOn(practitioner, trial)).toHaveValue("Six weeks, and then we ask.");
});

test("what is written without a line goes to the other when it is back", async ({ two, allow }) => {
  allow(lineFault);
  const { practitioner, client } = two;
  await expectation(practitioner, trial, "Six weeks");
  const lines = await linesOf(client);
  await expect(wordsOn(client, trial)).toHaveValue("Six weeks");
  await lines.cut();
  await wordsOn(client, trial).press("ControlOrMeta+End");
  await wordsOn(client, trial).pressSequentially(" or eight");
  await expect(head(client)).toContainText("Not kept yet");
  await wordsOn(practitioner, trial).press("ControlOrMeta+Home");
  await wordsOn(practitioner, trial).pressSequentially("Four, ");
  await lines.mend();
  for (const page of [practitioner, client]) await expect(wordsOn(page, trial)).toHaveValue("Four, Six weeks or eight");
  await isKept(client);
});

test("what was under way at a reload is there after it, and arrives", async ({ two, allow }) => {
  allow(lineFault);
  const { practitioner, client } = two;
  await expectation(practitioner, trial, "Six weeks");
  const lines = await linesOf(client);
  await expect(wordsOn(client, trial)).toHaveValue("Six weeks");
  const release = lines.hold("up", ofDocuments);
  await wordsOn(client, trial).press("ControlOrMeta+End");
  await wordsOn(client, trial).pressSequentially(" or eight");
  await expect(head(client)).toContainText("Keeping…");
  await client.reload();
  await expect(head(client)).toContainText("Not kept yet");
  release();
  for (const page of [practitioner, client]) await expect(wordsOn(page, trial)).toHaveValue("Six weeks or eight");
  await isKept(client);
});

test("leaving with words that are not kept is asked about first, and not once they are", async ({ two, allow }) => {
  allow(lineFault);
  const { client } = two;
  const lines = await linesOf(client);
  await expectation(client, trial, "Six weeks");
  await isKept(client);
  await lines.cut();
  await wordsOn(client, trial).pressSequentially(" or eight");
  await expect(head(client)).toContainText("Not kept yet");
  const asked = client.waitForEvent("dialog");
  await client.close({ runBeforeUnload: true });
  const question = await asked;
  expect(question.type()).toBe("beforeunload");
  await question.dismiss();

  await lines.mend();
  await isKept(client);
  const gone = client.waitForEvent("close");
  await client.close({ runBeforeUnload: true });
  await gone;
});
