import { Button } from "../../parts/Button.tsx";
import { Note } from "../../parts/Note.tsx";
import { useRoom } from "../../live/room.ts";

/** Says that nothing more can be written on this screen, why, and what to do. */
export function Stopped() {
  const { shared, own } = useRoom();
  const page = [shared, own].find(({ stopped }) => stopped !== null);
  if (!page) return null;
  const { stopped, openAgain } = page;
  const again = () => {
    shared.openAgain?.();
    own.openAgain?.();
  };
  return (
    <Note said tone="problem" className="mx-4 mt-4 flex flex-wrap items-center gap-x-4 gap-y-2 sm:mx-[1.375rem]">
      <p className="min-w-[min(12rem,100%)] flex-1">{stopped} What stands here can still be read.</p>
      {openAgain ? (
        <Button onClick={again}>Open it here</Button>
      ) : (
        <Button onClick={() => location.reload()}>Reload</Button>
      )}
      <Button tone="soft" href="/">
        All spaces
      </Button>
    </Note>
  );
}
