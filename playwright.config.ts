import { defineConfig, devices } from "@playwright/test";
import { chromiumPath } from "./scripts/browser.mjs";

// A name that is not this machine leads nowhere, so a request to another origin fails as well as being reported.
const nowhere = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1, EXCLUDE *.local";
// A call needs a camera and a microphone, and somebody who allows them.
const fakeDevices = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];

export default defineConfig({
  testDir: "e2e",
  fullyParallel: true,
  workers: 3,
  reporter: "list",
  // What a person would see at once may take long on a machine that is busy with other things.
  timeout: 180_000,
  expect: { timeout: 20_000 },
  use: {
    trace: "off",
    launchOptions: { executablePath: await chromiumPath(), args: [nowhere, ...fakeDevices] },
  },
  projects: [{ name: "chromium", use: devices["Desktop Chrome"] }],
});
