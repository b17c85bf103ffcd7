import { useRoom } from "../../room/room.ts";
import { useYjs } from "../../room/use-yjs.ts";
import { type Copy, readCopies } from "../../room/copies.ts";
import { Button } from "../../parts/Button.tsx";
import { CopyButton } from "../../parts/CopyButton.tsx";
import { passToMain } from "../passFocus.ts";
import { decisionDraft, decisionFields, optionDraft, optionFields } from "./drafts.ts";
import { useDraft } from "./useDraft.ts";

const section = "own:copies";

/** Words that the server did not take, kept for who wrote them until they have another place or are let go. */
export function RefusedWords({ placeOf }: { placeOf: (section: string) => string }) {
  const { own, shared } = useRoom();
  const copies = useYjs(own.doc.getMap(section), () => readCopies(own.doc));
  const strays = [...shared.strays, ...own.strays];
  if (copies.length + strays.length === 0) return null;
  return (
    <section aria-label="Words that could not be placed" className="mx-4 mt-4 flex flex-col gap-3 sm:mx-[1.375rem]">
      {strays.map(({ section: meant, words }, index) => (
        <Stray key={index} words={words} place={placeOf(meant)} />
      ))}
      {copies.map((copy) => (
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

function Refused({ copy, place }: { copy: Copy; place: string }) {
  const { own, seat, say } = useRoom();
  const option = useDraft(optionDraft, optionFields);
  const decision = useDraft(decisionDraft, decisionFields);
  const letGo = () => own.edit(section, (doc) => doc.getMap(section).delete(copy.id));
  const put = (draft: typeof option, name: string) => {
    draft.begin({ text: copy.words });
    letGo();
    say(`Put into your draft of ${name}. Only you read it.`);
  };
  return (
    <div ref={passToMain} className="rounded-sheet border border-both-line bg-both-soft p-4">
      <p className="text-[0.9375rem]">
        These words could not be placed in {place}. They are kept here. Only you read them.
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
        {seat === "client" && (
          <Button onClick={() => put(decision, "a decision")}>Put into my draft of a decision</Button>
        )}
        <Button onClick={() => put(option, "an option")}>Put into my draft of an option</Button>
        <Button tone="soft" onClick={letGo}>
          Let it go
        </Button>
      </div>
    </div>
  );
}
