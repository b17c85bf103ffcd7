"use client";
/** Parts of a screen that come when they are needed. One that does not come, or fails, takes nothing else away. */
import { Component, type ComponentType, type ReactNode, use, useSyncExternalStore } from "react";
import { Button } from "../parts/Button.tsx";
import { classes } from "../parts/classes.ts";
import { openStore } from "../live/store.ts";
import { type Brought, bring } from "./bring.ts";

/** Where the words stand in place of a part: in the flow of the page, as one of a list, or over the page as a dialog would. */
type Place = "flow" | "list" | "over";
type Missing = { why: string; isOld: boolean };

const broken: Missing = { why: "Something went wrong in this part. Everything else here goes on.", isOld: false };

/**
 * A part that is fetched when it is first drawn, and waited for as `lazy` does:
 * `late(() => import("./Part.tsx").then((file) => file.Part))`.
 * @param place where a sentence stands if it does not come
 */
export function late<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  place: Place = "flow",
): ComponentType<Props> {
  const state = openStore<{ brought: Brought<ComponentType<Props>> | null }>({ brought: null });
  const come = async (): Promise<Brought<ComponentType<Props>>> => {
    const brought = await bring(load);
    state.set({ brought });
    return brought;
  };
  let first: Promise<Brought<ComponentType<Props>>> | null = null;

  return function Late(props: Props) {
    const { brought } = useSyncExternalStore(state.subscribe, state.snapshot, state.snapshot);
    const { part: Show, ...missing } = brought ?? use((first ??= come()));
    const close = "onClose" in props && typeof props.onClose === "function" ? (props.onClose as () => void) : undefined;
    if (Show)
      return (
        <Held place={place} close={close}>
          <Show {...props} />
        </Held>
      );
    return <InItsPlace {...(missing as Missing)} place={place} again={() => void come()} close={close} />;
  };
}

type Around = { place: Place; close: (() => void) | undefined };

/** Holds what fails within a part, so that the rest of the page stays. */
class Held extends Component<Around & { children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError() {
    return { failed: true };
  }
  override render() {
    if (!this.state.failed) return this.props.children;
    const { place, close } = this.props;
    return <InItsPlace {...broken} place={place} again={() => this.setState({ failed: false })} close={close} />;
  }
}

const places: Record<Place, string> = {
  flow: "m-4",
  list: "",
  // Away from where lines are said, which on a phone is at the top.
  over: "fixed inset-x-4 top-20 z-40 mx-auto max-w-[34rem] text-ink shadow-sheet max-[760px]:top-auto max-[760px]:bottom-[calc(var(--foot,0.5rem)+1rem)]",
};

/** What stands in the place of a part: why it is not there, and a second try or the way out. */
function InItsPlace({ why, isOld, again, place, close }: Missing & Around & { again: () => void }) {
  const Frame = place === "list" ? "li" : "div";
  return (
    <Frame
      className={classes(
        "rounded-field border border-both-line bg-both-soft px-4 py-3 text-[0.9375rem]",
        places[place],
      )}
    >
      <p role="alert">{why}</p>
      <div className="mt-2 flex flex-wrap gap-2">
        {isOld ? <Button onClick={() => location.reload()}>Reload</Button> : <Button onClick={again}>Try again</Button>}
        {close && (
          <Button tone="soft" onClick={close}>
            Leave it
          </Button>
        )}
      </div>
    </Frame>
  );
}
