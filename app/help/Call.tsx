/** A number to ring, large enough for shaking hands. */
export function Call({ number, where }: { number: string; where: string }) {
  return (
    <li>
      <a
        href={`tel:${number}`}
        className="flex flex-wrap items-center gap-x-6 gap-y-1 rounded-page border border-line-strong bg-sheet px-6 py-5 no-underline hover:border-ink-faint"
      >
        <strong className="font-serif text-5xl leading-none font-medium">{number}</strong>
        <span className="flex-1 basis-56 text-lg leading-snug text-ink-soft">{where}</span>
      </a>
    </li>
  );
}
