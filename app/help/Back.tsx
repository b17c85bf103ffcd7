"use client";
import { classes } from "../parts/classes.ts";
import { useScripted } from "../parts/useScripted.ts";

/** Whether a page of ours was open here before; an older browser knows only whether any page was. */
const leadsBack = (): boolean => ("navigation" in window ? window.navigation.canGoBack : history.length > 1);

/** The way back to where one came from, for who has no button for it. A page that was opened by itself has none. */
export function Back() {
  const leads = useScripted() && leadsBack();
  return (
    <button
      type="button"
      onClick={() => history.back()}
      className={classes(
        "inline-flex min-h-11 cursor-pointer items-center underline underline-offset-[0.18em] hover:text-ink",
        !leads && "invisible",
      )}
    >
      Back
    </button>
  );
}
