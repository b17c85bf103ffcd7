import { Note } from "./Note.tsx";

/** Says so where a page cannot do its work without JavaScript. */
export function NeedsScript() {
  return (
    <noscript>
      <Note className="mb-6">This page needs JavaScript, which is switched off in this browser.</Note>
    </noscript>
  );
}
