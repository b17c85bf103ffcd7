import { useId } from "react";
import { type Signed, whyNotSignable } from "../../../lib/agreement.ts";
import { isTranslated } from "../../browser/translation.ts";
import { Button } from "../../parts/Button.tsx";
import { focusOn } from "../../parts/focusOn.ts";
import { useRoom } from "../../live/room.ts";
import { useAble } from "../holding/able.ts";
import { justCome } from "../justCome.ts";
import { whyHeld, wordsOf } from "./lines.ts";
import { Quoted } from "./Quoted.tsx";

type Props = {
  /** The card as it stood when the reading began, and as it stands now. */
  read: Signed;
  now: Signed;
  onYes: () => void;
  onNotYet: () => void;
  onReadNew: () => void;
};

/** A still reading of the exact words, before they are agreed to. It is refused when they change meanwhile. */
export function Reading({ read, now, onYes, onNotYet, onReadNew }: Props) {
  const { seat, shared } = useRoom();
  const able = useAble();
  const id = useId();
  const held = whyHeld(shared.waiting);
  if (read.signature?.sha256 !== now.signature?.sha256)
    return <Changed read={read} now={now} onReadNew={onReadNew} onNotYet={onNotYet} />;
  return (
    <section aria-labelledby={id} className="mt-2">
      <h4 id={id} tabIndex={-1} ref={focusOn} className="mb-2 text-[0.9375rem] font-semibold outline-none">
        I agree to these words:
      </h4>
      <Quoted words={wordsOf(read)} />
      {isTranslated() && (
        <p className="mt-2 text-sm text-ink-soft">
          Your browser translates this page. These words stand here as they were written, and so they are agreed to.
        </p>
      )}
      <div className="mt-3 flex flex-wrap justify-end gap-2">
        <Button tone="soft" onClick={onNotYet}>
          Not yet
        </Button>
        {/* It keeps its place: “Not yet” must never lie where this comes back, beneath a finger that is on its way. */}
        <Button ref={justCome} tone={seat === "client" ? "fern" : "ink"} {...able(held, onYes)}>
          Yes, to these words
        </Button>
      </div>
      {held && (
        <p role="alert" className="mt-2 text-sm font-semibold">
          {held}
        </p>
      )}
    </section>
  );
}

function Changed({ read, now, onReadNew, onNotYet }: Pick<Props, "read" | "now" | "onReadNew" | "onNotYet">) {
  const id = useId();
  const about = read.words.kind !== now.words.kind;
  const why = whyNotSignable(now.words);
  return (
    <section aria-labelledby={id} className="mt-2">
      <h4 id={id} tabIndex={-1} ref={focusOn} className="mb-1 text-[0.9375rem] font-semibold outline-none">
        The words changed while you were reading.
      </h4>
      <p className="mb-3 text-sm text-ink-soft">You have not agreed to anything.</p>
      <div className="grid grid-cols-[repeat(auto-fit,minmax(9.5rem,1fr))] gap-4">
        <div>
          <h5 className="mb-1 text-sm text-ink-soft">What you were reading</h5>
          <Quoted words={wordsOf(read)} about={about} />
        </div>
        <div>
          <h5 className="mb-1 text-sm text-ink-soft">What stands here now</h5>
          <Quoted words={wordsOf(now)} about={about} />
        </div>
      </div>
      {why !== null && <p className="mt-3 text-sm font-semibold">{why}</p>}
      <div className="mt-3 flex flex-wrap justify-end gap-2">
        <Button tone="soft" onClick={onNotYet}>
          Not yet
        </Button>
        {why === null && <Button onClick={onReadNew}>Read the new words</Button>}
      </div>
    </section>
  );
}
