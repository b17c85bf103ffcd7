"use client";
import Check from "lucide-react/icons/check";
import Copy from "lucide-react/icons/copy";
import { useState } from "react";
import { Button } from "./Button.tsx";
import type { Tone } from "./buttonLook.ts";

/** Puts `text` on the clipboard and says whether that worked. */
export function CopyButton({ text, tone = "plain" }: { text: string | (() => string); tone?: Tone }) {
  const [said, setSaid] = useState<"" | "Copied" | "Please mark and copy it by hand">("");
  const copy = async () => {
    // A browser may refuse the clipboard; the words stay on the screen to be marked by hand.
    setSaid(
      (await putOnClipboard(typeof text === "string" ? text : text())) ? "Copied" : "Please mark and copy it by hand",
    );
  };
  return (
    <>
      <Button tone={tone} icon={said === "Copied" ? Check : Copy} onClick={copy}>
        {said === "Copied" ? "Copied" : "Copy"}
      </Button>
      <span role="status" className={said === "" || said === "Copied" ? "sr-only" : "self-center text-sm"}>
        {said}
      </span>
    </>
  );
}

async function putOnClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false; // It is not there, or not allowed.
  }
}
