"use client";
import { fontVariables } from "./fonts.ts";
import "./globals.css";

/** Shown when the frame of every page could not be drawn; it brings its own and leans on nothing else. */
export default function FrameError({ retry }: { retry: () => void }) {
  return (
    <html lang="en" className={fontVariables}>
      <body className="grid place-items-center p-8">
        <title>Clearing</title>
        <main className="max-w-lg space-y-5">
          <h1 className="text-4xl">Something went wrong on our side.</h1>
          <p>What was marked as kept is kept. Try again, or reload this page.</p>
          <p className="flex flex-wrap gap-6">
            <button type="button" onClick={retry} className="min-h-11 underline">
              Try again
            </button>
            <a href="/help" className="inline-flex min-h-11 items-center underline">
              If you need help now
            </a>
          </p>
        </main>
      </body>
    </html>
  );
}
