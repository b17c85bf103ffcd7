import { useRoom } from "../../live/room.ts";
import { useYjs } from "../../live/use-yjs.ts";
import { type Copy, copiesSection, dropCopies, finishCopy, letCopyGo, readCopies } from "../../live/copies.ts";
import { useFinishing } from "../../live/use-finishing.ts";
import { Button } from "../../parts/Button.tsx";
import { CopyButton } from "../../parts/CopyButton.tsx";
import { classes } from "../../parts/classes.ts";
import type { Seat } from "../../../lib/seats.ts";
import { usePeople } from "../people.ts";
import { passToMain } from "../passFocus.ts";
import { usePlaceOf } from "../usePlaceOf.ts";
import { type Steady, useSteady } from "../useSteady.ts";
import { decisionDraft, decisionFields, optionDraft, optionFields } from "./drafts.ts";
import { letGoMs, useDraft } from "./useDraft.ts";

/** Words that the server did not take, kept for who wrote them until they have another place or are let go. */
export function RefusedWords() {
  const placeOf = usePlaceOf();
  const { own, shared } = useRoom();
  const all = useYjs(own.doc.getMap(copiesSection), () => readCopies(own.doc));
  useFinishing({
    page: own,
    section: copiesSection,
    ids: all.filter((copy) => copy.letGo).map(({ id }) => id),
    msOf: () => letGoMs,
    finish: (id) => finishCopy(own.edit, id),
  });
  // What may still go back to its place has a copy meanwhile, in case this page goes away.
  const regaining = shared.loss?.regaining || own.loss?.regaining;
  const copies = all.filter(({ lostBy }) => !regaining || lostBy === undefined);
  const { rows, hold } = useSteady(copies);
  const strays = [...shared.strays, ...own.strays];
  if (rows.length + strays.length === 0) return null;
  return (
    <section
      aria-label="Words that could not be placed"
      className="mx-4 mt-4 flex flex-col gap-3 sm:mx-[1.375rem]"
      {...hold}
    >
      {strays.map(({ section: meant, words }, index) => (
        <Stray key={index} words={words} place={placeOf(meant)} />
      ))}
      {rows.map((copy) => (
        <Refused key={copy.id} copy={copy} place={placeOf(copy.section)} />
      ))}
    </section>
  );
}

/** Words that have no place but this page. */
function Stray({ words, place }: { words: string; place: string }) {
  return (
    <div className="rounded-sheet border border-both-line bg-both-soft p-4">
      <p className="text-[0.9375rem]">
        These words were written in {place} and could not be kept. They stand on this page alone: copy them before you
        reload.
      </p>
      <blockquote
        translate="no"
        dir="auto"
        className="mt-2 max-h-60 overflow-y-auto font-serif text-lg whitespace-pre-wrap"
        tabIndex={0}
      >
        {words}
      </blockquote>
      <div className="mt-3">
        <CopyButton text={words} />
      </div>
    </div>
  );
}

function Refused({ copy, place }: { copy: Steady<Copy>; place: string }) {
  const { own, seat, say } = useRoom();
  const { otherName } = usePeople();
  const option = useDraft(optionDraft, optionFields);
  const decision = useDraft(decisionDraft, decisionFields);
  const going = copy.letGo === true;
  const letGo = (goes: boolean) => {
    if (!letCopyGo(own.edit, copy.id, goes)) return;
    say(goes ? "Let go. For a few seconds you can bring it back." : "Brought back.");
  };
  const put = (draft: typeof option, name: string) => {
    if (!draft.begin({ text: copy.words })) return;
    dropCopies(own.edit, [copy.id]);
    say(`Put into your draft of ${name}. Only you read it.`);
  };
  const isMine = copy.lostBy?.includes(seat) ?? true;
  return (
    <div
      ref={passToMain}
      className={classes("rounded-sheet border border-both-line bg-both-soft p-4", copy.gone && "invisible")}
    >
      <p className="text-[0.9375rem]">
        {copy.lostBy ? whatIsLost(copy.lostBy, seat, otherName, place) : `These words could not be placed in ${place}.`}{" "}
        They are kept here. Only you read them.
      </p>
      <blockquote
        translate="no"
        dir="auto"
        className="mt-2 max-h-60 overflow-y-auto font-serif text-lg whitespace-pre-wrap"
        tabIndex={0}
      >
        {copy.words}
      </blockquote>
      <div className="mt-3 flex flex-wrap gap-2">
        <CopyButton text={copy.words} />
        {isMine && seat === "client" && (
          <Button busy={going} onClick={() => put(decision, "a decision")}>
            Put into my draft of a decision
          </Button>
        )}
        {isMine && (
          <Button busy={going} onClick={() => put(option, "an option")}>
            Put into my draft of an option
          </Button>
        )}
        <Button tone="soft" className="min-w-28" busy={going} onClick={() => letGo(true)}>
          {going ? "Let go" : "Let it go"}
        </Button>
        {going && <Button onClick={() => letGo(false)}>Bring it back</Button>}
      </div>
    </div>
  );
}

function whatIsLost(lostBy: readonly Seat[], seat: Seat, otherName: string, place: string): string {
  const mine = lostBy.includes(seat);
  const whose = lostBy.length > 1 ? `, yours and ${otherName}’s,` : mine ? " of yours" : ` of ${otherName}’s`;
  const then = mine ? "and could not be placed there again." : `and have not come back from ${otherName} yet.`;
  return `These words${whose} stood in ${place} until the server was set back, ${then}`;
}
