/** One Yjs document as a screen uses it, kept in step with the server through lost lines, reloads and refusals. */
import { type Copy, copiesOf } from "./copies.ts";
import type { Instance } from "./instance.ts";
import { openLife } from "./open-life.ts";
import { isInStep, isLosing, isRegaining, keepingIn } from "./page-life.ts";
import { type OpenPage, type PageParts, type Progress, beginning } from "./page-state.ts";
import { openStore } from "./store.ts";

/** An update that changes nothing. The server answers it behind all that it has shown, as it does any other. */
const nothing = Uint8Array.of(0, 0);
const removed = "What you wrote on was removed meanwhile. Your words are kept as a draft.";
const rescued = "Some words could not be put into their place. They are kept as a draft.";

/** Opens a document and keeps it in step with the server until it is closed. */
export function openPage(parts: PageParts): OpenPage {
  const life = openLife(parts, {
    changed: show,
    waits(sections) {
      const { waiting } = state.snapshot();
      if (sections.join() !== waiting.join()) state.set({ waiting: sections });
    },
    buried: (copies) => place(copies, removed),
  });
  const { doc, outbox } = life.now().shown;
  const state = openStore(beginning(doc));
  const progress = openStore<Progress>({ keeping: "opening", unkept: outbox.isOpen(), untaken: false });
  const fields = new Set<object>();

  function show(): void {
    const now = life.now();
    const { opened: was, loss, strays } = state.snapshot();
    const opened = was || now.shown.isOpened();
    const end = now.is === "stopped" ? now : null;
    state.set({
      doc: now.shown.doc,
      opened,
      inStep: isInStep(now),
      stopped: end?.why ?? null,
      writable: opened && end === null,
      openAgain: end?.before ? life.openAgain : null,
      loss: life.loss(loss, isRegaining(now)),
    });
    const untaken = fields.size > 0 || strays.length > 0;
    progress.set({
      keeping: keepingIn(now, opened),
      unkept: isLosing(now) || now.shown.outbox.isOpen() || untaken,
      untaken,
    });
  }

  /** @throws when this seat may not write in the section in any mode */
  function writes(section: string, how: (now: Instance) => void): boolean {
    if (parts.rules.right(parts.seat, section) === "no") throw new Error(`This seat may not write in ${section}.`);
    const now = life.now();
    if (now.is === "stopped") return false;
    how(now.shown);
    return true;
  }

  /** Keeps words that have lost their place: as copies, or where that cannot be, on the screen. */
  function place(copies: Copy[], why: string): void {
    try {
      if (parts.onCopies(copies, why)) return;
    } catch (fault) {
      console.error(fault); // What kept them out of the document may keep them out of the other one too.
    }
    const strays = copies.map(({ section, words }) => ({ section, words }));
    state.set({ strays: [...state.snapshot().strays, ...strays] });
    show();
  }

  /** Whether what is done in the section now would come to its place at once. */
  const goesThrough = (section: string): boolean =>
    isInStep(life.now()) &&
    parts.rules.right(parts.seat, section) === "yes" &&
    !state.snapshot().waiting.includes(section);

  const editor = (): Instance["editor"] => life.now().shown.editor;
  return {
    subscribe: state.subscribe,
    snapshot: state.snapshot,
    progress,
    edit: (section, change) => writes(section, (now) => now.editor.edit(section, change)),
    write: (field, change) => writes(field.section, (now) => now.editor.write(field, change)),
    undo: (field) => editor().undo(field),
    redo: (field) => editor().redo(field),
    newest: (way) => editor().newest(way),
    untaken(field, is) {
      if (is) fields.add(field);
      else fields.delete(field);
      show();
    },
    rescue: (section, words) => place(copiesOf([{ section, words }]), rescued),
    catchUp(section, then) {
      if (!goesThrough(section)) return then(false);
      life.now().shown.offer(nothing, (kept) => then(kept && goesThrough(section)));
    },
    reconnect: life.reconnect,
    close: life.close,
  };
}
