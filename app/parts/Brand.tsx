import { Circles } from "./Circles.tsx";

/** The two circles and the name, as the way to the first page. */
export function Brand() {
  return (
    <a
      href="/"
      className="inline-flex min-h-11 items-center gap-3 rounded-full font-serif text-2xl font-medium text-ink no-underline"
    >
      <Circles size="sign" />
      Clearing
    </a>
  );
}
