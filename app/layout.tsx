import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { fontVariables } from "./fonts.ts";
import { HelpOffline } from "./help/HelpOffline.tsx";
import { hideFirst } from "./hide/first.ts";
import { Hideable } from "./hide/Hideable.tsx";
import { tellTooOld } from "./oldest.ts";
import "./globals.css";

/** The same neutral title everywhere: a name in a title would stand in the history, in the tab and in the task list. */
export const metadata: Metadata = {
  title: "Clearing",
  robots: { index: false, follow: false },
  referrer: "no-referrer",
  formatDetection: { telephone: false, email: false, address: false, date: false },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  interactiveWidget: "resizes-content",
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f2f5f2" },
    { media: "(prefers-color-scheme: dark)", color: "#131a17" },
  ],
};

/** The frame of every page. Rendered per request, because each answer carries its own nonce. */
export default async function Layout({ children }: { children: ReactNode }) {
  const policy = (await headers()).get("content-security-policy") ?? "";
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
  return (
    <html lang="en" className={fontVariables} suppressHydrationWarning>
      <body>
        <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: hideFirst }} />
        <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: tellTooOld }} />
        <Hideable>{children}</Hideable>
        <HelpOffline />
      </body>
    </html>
  );
}
