import { useCallback, useLayoutEffect, useRef } from "react";
import type * as Y from "yjs";
import { classes } from "../../parts/classes.ts";
import { takeFocus } from "../../parts/hands.ts";
import type { Page } from "../../live/room.ts";
import { useRoom } from "../../live/room.ts";
import { useTextField } from "../../live/use-text-field.ts";
import { seatLook } from "../seatLook.ts";
import { growing } from "./growing.ts";
import { NotTaken } from "./NotTaken.tsx";
import { useEntering } from "./useEntering.ts";

type Props = {
  page: Page;
  section: string;
  text: Y.Text;
  label: string;
  placeholder?: string;
  /** The card these words stand on. The other sees that this person is in it. */
  card?: string;
  /** Takes the focus when it appears. */
  arrives?: boolean;
  describedBy?: string;
  className?: string;
};

/** Words that are written where they stand: they look like text until the caret is in them, and grow with it. */
export function Written({ page, section, text, label, placeholder, card, arrives, describedBy, className }: Props) {
  const { seat } = useRoom();
  const entering = useEntering(card);
  const element = useRef<HTMLTextAreaElement>(null);
  const { ref: bind, again } = useTextField(page, section, text);
  const attach = useCallback(
    (field: HTMLTextAreaElement) => {
      element.current = field;
      const unbind = bind(field);
      const stopGrowing = growing(field, text);
      return () => {
        unbind?.();
        stopGrowing();
        element.current = null;
      };
    },
    [bind, text],
  );
  useLayoutEffect(() => {
    if (arrives && element.current) takeFocus(element.current);
  }, [arrives]);

  return (
    <>
      <textarea
        ref={attach}
        rows={1}
        dir="auto"
        aria-label={label}
        aria-describedby={describedBy}
        placeholder={placeholder}
        readOnly={!page.writable}
        autoComplete="off"
        {...entering}
        className={classes(
          "block field-sizing-content min-h-6 w-full resize-none overflow-hidden rounded-sm bg-transparent break-words outline-offset-4 placeholder:text-ink-faint focus-visible:outline-2",
          seatLook[seat].caret,
          seatLook[seat].outline,
          className,
        )}
      />
      {again && <NotTaken words={() => element.current?.value ?? ""} again={again} />}
    </>
  );
}
