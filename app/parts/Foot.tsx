import { HelpLink } from "./HelpLink.tsx";

/** The last line of every outer page. */
export function Foot() {
  return (
    <footer className="py-8 text-center text-sm text-ink-soft print:hidden">
      Nobody watches this place. <HelpLink />
    </footer>
  );
}
