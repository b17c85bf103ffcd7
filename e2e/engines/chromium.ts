/** Chromium, as the other tests have it, for the same steps. */
import { chromium } from "@playwright/test";
import { chromiumPath } from "../../scripts/browser.mjs";
import { ownFolder } from "./child.ts";
import { type Pane, type Started, keys } from "./engine.ts";

const names: Record<string, string> = { [keys.escape]: "Escape", [keys.enter]: "Enter", [keys.tab]: "Tab" };

export async function startChromium(): Promise<Started> {
  const downloads = ownFolder("downloads");
  const browser = await chromium.launch({ executablePath: await chromiumPath() });
  const faults: string[] = [];
  const newPane = async (): Promise<Pane> => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    page.on("console", (message) => {
      if (message.type() === "error") faults.push(message.text());
    });
    page.on("pageerror", (fault) => faults.push(fault.message));
    page.on("download", (file) => void file.saveAs(`${downloads.path}/${file.suggestedFilename()}`));
    return {
      open: async (url) => void (await page.goto(url)),
      value: (expression) => page.evaluate(expression),
      click: (x, y) => page.mouse.click(x, y),
      async strike(...letters) {
        for (const letter of letters) {
          const name = names[letter] ?? letter;
          if (name.length > 1 && name === letter) await page.keyboard.insertText(letter);
          else await page.keyboard.press(name === " " ? "Space" : name === "\n" ? "Enter" : name);
        }
      },
    };
  };
  return {
    newPane,
    downloads: downloads.path,
    faults: () => faults,
    async end() {
      await browser.close();
      downloads.remove();
    },
  };
}
