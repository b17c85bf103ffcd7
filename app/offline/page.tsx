import type { Metadata } from "next";
import { HelpLink } from "../parts/HelpLink.tsx";

/** It may come in place of a hidden page, and does not say of what it is a part. */
export const metadata: Metadata = { title: "No connection" };

/** What a browser without a connection shows in place of any other page. Static, and whole without JavaScript. */
export default function OfflinePage() {
  return (
    <main className="mx-auto flex min-h-(--screen) max-w-[38rem] flex-col justify-center px-6 py-12">
      <h1 className="text-[2.25rem]">There is no connection right now</h1>
      <p className="mt-4 text-lg text-ink-soft">
        This page cannot be reached at the moment. What you wrote on a page that is still open is not lost: leave it
        open, and it is kept as soon as the connection is back.
      </p>
      <p className="mt-6 text-lg">
        <HelpLink />
      </p>
    </main>
  );
}
