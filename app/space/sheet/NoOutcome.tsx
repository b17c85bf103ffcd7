import Moon from "lucide-react/icons/moon";
import type { ReactNode } from "react";

/** No-outcome mode: what `folded` names is folded away, and one open page is there. */
export function NoOutcome({ folded, children }: { folded: readonly string[]; children: ReactNode }) {
  return (
    <div className="mx-auto w-full max-w-[49.5rem] px-4 py-8 sm:pt-[min(16vh,9rem)] sm:pb-16">
      <h2 className="text-[2rem]">Nothing has to come of this.</h2>
      <p className="mt-2.5 mb-7 text-[1.0625rem] text-pretty text-ink-soft">
        {sentence(folded)} are folded away, exactly as they were. Nothing is counted.
      </p>
      {children}
      <ul className="mt-5 flex flex-wrap gap-2.5" aria-label="Folded away">
        {folded.map((title) => (
          <li
            key={title}
            className="inline-flex min-h-11 items-center gap-2.5 rounded-full border border-line px-4 text-[0.9375rem] text-ink-soft"
          >
            <Moon size={17} strokeWidth={1.5} aria-hidden />
            {title} rests
          </li>
        ))}
      </ul>
    </div>
  );
}

/** `What we expect, what is possible and what you choose`. */
function sentence(titles: readonly string[]): string {
  const [first = "", ...others] = titles;
  const later = others.map((title) => title.charAt(0).toLowerCase() + title.slice(1));
  return new Intl.ListFormat("en-GB", { type: "conjunction" }).format([first, ...later]);
}
