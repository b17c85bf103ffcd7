"use client";
import { fontVariables } from "./fonts.ts";
import { Broken } from "./parts/Broken.tsx";
import "./globals.css";

/** Shown when the frame of every page could not be drawn; it brings its own. */
export default function FrameError({ retry }: { retry: () => void }) {
  return (
    <html lang="en" className={fontVariables}>
      <body>
        <title>Clearing</title>
        <Broken retry={retry} />
      </body>
    </html>
  );
}
