"use client";
import { Broken } from "./parts/Broken.tsx";

/** Shown in place of a page that could not be drawn. */
export default function PageError({ retry }: { retry: () => void }) {
  return <Broken retry={retry} />;
}
