/** A page whose words have not come yet: nothing is there that could be written on and lost. */
import { expect, test } from "./fixture.ts";
import { bar, button, openPage } from "./screen.ts";

test("the open page can be written on as soon as what stands on it is here, and not before", async ({
  two: { practitioner, client },
}) => {
  await button(bar(client), "No outcome").click();
  await openPage(practitioner).fill("It is heavy.");
  await expect(openPage(client)).toHaveValue("It is heavy.");
  let come: () => void = () => undefined;
  const here = new Promise<void>((resolve) => (come = resolve));
  await client.routeWebSocket(/\/yjs/, (line) => {
    const server = line.connectToServer();
    server.onMessage(async (message) => {
      await here;
      line.send(message);
    });
  });
  await client.reload();
  await expect(client.getByRole("heading", { name: "Nothing has to come of this." })).toBeVisible();
  await expect(client.getByText("One moment…", { exact: true })).toBeVisible();
  await expect(openPage(client)).toHaveCount(0);
  come();
  await expect(openPage(client)).toHaveValue("It is heavy.");
  await openPage(client).press("ControlOrMeta+End");
  await client.keyboard.insertText(" In the mornings.");
  await expect(openPage(practitioner)).toHaveValue("It is heavy. In the mornings.");
});
