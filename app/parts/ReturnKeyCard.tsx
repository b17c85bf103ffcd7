"use client";
import Printer from "lucide-react/icons/printer";
import { useEffect, useEffectEvent } from "react";
import { Button } from "./Button.tsx";
import { CopyButton } from "./CopyButton.tsx";
import { focusOn } from "./focusOn.ts";

type Props = { returnKey: string; isUnseen: boolean; onSeen: () => void };

/**
 * A return key, shown once, to be copied or printed. On paper only this card appears, and nobody's name. `onSeen` is
 * called while it is here and not `isUnseen`: it may have come while nobody could look.
 */
export function ReturnKeyCard({ returnKey, isUnseen, onSeen }: Props) {
  const seen = useEffectEvent(onSeen);
  useEffect(() => {
    if (!isUnseen) seen();
  }, [isUnseen, returnKey]);
  return (
    <section aria-labelledby="return-key" className="alone-on-paper mt-5 rounded-sheet bg-sunk p-4">
      <h2 id="return-key" tabIndex={-1} ref={focusOn} className="text-xl">
        Your return key
      </h2>
      <p translate="no" className="my-2 text-lg font-semibold tracking-wide break-words select-all">
        {returnKey}
      </p>
      <p className="text-sm text-ink-soft">
        It is shown only now, until this page is closed or loaded anew. Keep it where only you can reach it: whoever has
        it can sit in your seat. To come back, write it at {location.host}/return.
      </p>
      <div className="mt-4 flex flex-wrap gap-3 print:hidden">
        <CopyButton text={returnKey} />
        <Button icon={Printer} onClick={() => print()}>
          Print
        </Button>
      </div>
    </section>
  );
}
