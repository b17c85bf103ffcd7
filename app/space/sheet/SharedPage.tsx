import { useState } from "react";
import type { Author } from "../../../lib/seats.ts";
import { classes } from "../../parts/classes.ts";
import { Sheet } from "../../parts/Sheet.tsx";
import { Summary } from "../../parts/Summary.tsx";
import { useRoom } from "../../live/room.ts";
import { useYjs } from "../../live/use-yjs.ts";
import { InIt } from "../canvas/Card.tsx";
import { nameOf, useOthersFloor } from "../people.ts";
import { capital } from "../words/times.ts";
import { Written } from "../words/Written.tsx";
import { type Run, runsOf } from "./runs.ts";

// The field and the layer beneath it must break their lines at the same places.
const metrics = "p-6 sm:px-10 sm:py-8 font-serif text-xl leading-[1.6] whitespace-pre-wrap break-words min-h-64";

/** What the room calls this page where it says in which card somebody is. */
const card = "sheet";

/** The one open page of no-outcome mode: both write on it at once, each in their own colour. */
export function SharedPage() {
  const { shared, seat, names } = useRoom();
  const text = shared.doc.getText("both:sheet");
  const floor = useOthersFloor();
  const runs = useYjs(text, runsOf);
  const dotted = seat === "practitioner" ? "Your" : `${capital(nameOf(names, "practitioner"))}’s`;
  // Letters that an input method is still composing are in the field alone: until they are done the field shows itself.
  const [composing, setComposing] = useState(false);
  // What is typed before the server's copy is here could go nowhere.
  if (!shared.opened && shared.stopped === null) return <p className="text-[0.9375rem] text-ink-soft">One moment…</p>;
  return (
    <>
      <Sheet
        className="relative rounded-page! p-0!"
        onCompositionStart={() => setComposing(true)}
        onCompositionEnd={() => setComposing(false)}
      >
        <InIt id={card} />
        {!composing && (
          <div
            aria-hidden
            translate="no"
            dir="auto"
            className={classes(metrics, "pointer-events-none absolute inset-0 overflow-hidden forced-colors:hidden")}
          >
            {runs.map(({ by, broughtBack, words }, index) => (
              <span key={index} className={broughtBack ? "text-ink-faint" : looks[by ?? "server"]}>
                {words}
              </span>
            ))}
          </div>
        )}
        <Written
          page={shared}
          section="both:sheet"
          text={text}
          label="The open page"
          card={card}
          className={classes(
            metrics,
            "relative rounded-page! outline-offset-0!",
            !composing && "text-transparent forced-colors:text-[CanvasText]",
          )}
        />
      </Sheet>
      <p className="mt-2.5 text-[0.8125rem] text-ink-soft">
        {floor ?? "You both read and write here at once."} {dotted} words are dotted beneath.
        {runs.some(({ broughtBack }) => broughtBack) &&
          " Grey words were deleted and brought back: this page does not know any more who wrote them first."}
      </p>
      {runs.length > 0 && <WhoWroteWhat runs={runs} />}
    </>
  );
}

const looks: Record<Author, string> = {
  client: "",
  practitioner:
    "text-practitioner underline decoration-practitioner-line decoration-dotted decoration-2 underline-offset-[0.3em]",
  server: "",
};

/** The page once more with names, for who cannot see the colours. */
function WhoWroteWhat({ runs }: { runs: Run[] }) {
  const { seat, names } = useRoom();
  const handOf = (by: Author | null): string =>
    by === seat ? "you" : by === null || by === "server" ? "" : nameOf(names, by);
  const passages = runs.filter(({ words }) => words.trim() !== "");
  return (
    <details className="mt-1 text-[0.9375rem]">
      <Summary>Who wrote what</Summary>
      <dl className="flex flex-col gap-2">
        {passages.map(({ by, broughtBack, words }, index) => (
          <div key={index}>
            <dt className="text-sm font-semibold">
              {broughtBack ? `Brought back by ${handOf(by)}` : capital(handOf(by))}
            </dt>
            <dd translate="no" dir="auto" className="font-serif whitespace-pre-wrap">
              {words.trim()}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
