import { useCallback } from "react";
import * as Y from "yjs";
import { useRoom } from "../../live/room.ts";
import { useFinishing } from "../../live/use-finishing.ts";
import { useYjs } from "../../live/use-yjs.ts";

const section = "own:drafts";

/** What is written privately until it is given: fields of words, and choices beside them. */
export type Draft = {
  name: string;
  /** Whether there is a draft. */
  open: boolean;
  /** The words of a field as they may be bound; null while there is no draft. */
  text(field: string): Y.Text | null;
  /** The words of a field, or a choice, as a plain string, also of a draft that was let go; empty where there is none. */
  value(field: string): string;
  choose(field: string, value: string): void;
  /** Whether it was let go a moment ago, and can still be brought back. */
  letGo: boolean;
  /**
   * Begins the draft where there is none, or brings back the one that was let go. `words` are added behind those of their
   * fields; choices are chosen. False where nothing can be written.
   */
  begin(words?: Record<string, string>): boolean;
  /** Lets the draft go: for a few seconds it can be brought back. */
  putAway(): void;
  /** Takes the draft off the page for good. */
  drop(): void;
  /** The same, where it is still let go. */
  finish(): void;
};

/** How long what a person lets go can be brought back. */
export const letGoMs = 10_000;

/** The draft called `name` on this person's own page, with these fields of words. It survives reload and device. */
export function useDraft(name: string, fields: readonly string[]): Draft {
  const { own } = useRoom();
  const drafts = own.doc.getMap<unknown>(section);
  const stored = useYjs(drafts, (all) => all.get(name));
  const kept = stored instanceof Y.Map ? (stored as Y.Map<unknown>) : null;
  const letGo = kept?.get("letGo") === true;
  const draft = letGo ? null : kept;

  const edit = useCallback(
    (change: (drafts: Y.Map<unknown>) => void) => own.edit(section, (doc) => change(doc.getMap(section))),
    [own],
  );
  const text = (field: string): Y.Text | null => {
    const value = draft?.get(field);
    return value instanceof Y.Text ? value : null;
  };

  return {
    name,
    open: draft !== null,
    letGo,
    text,
    value(field) {
      const value = kept?.get(field);
      return value instanceof Y.Text ? value.toString() : typeof value === "string" ? value : "";
    },
    choose: (field, value) =>
      void edit((all) => {
        const begun = all.get(name);
        if (begun instanceof Y.Map) begun.set(field, value);
      }),
    begin: (words = {}) =>
      edit((all) => {
        const begun = all.get(name);
        const map = begun instanceof Y.Map ? (begun as Y.Map<unknown>) : all.set(name, new Y.Map<unknown>());
        map.delete("letGo");
        for (const field of fields) if (!(map.get(field) instanceof Y.Text)) map.set(field, new Y.Text());
        for (const [field, added] of Object.entries(words)) {
          const value = map.get(field);
          if (value instanceof Y.Text) value.insert(value.length, value.length > 0 ? `\n${added}` : added);
          else map.set(field, added);
        }
      }),
    putAway: () =>
      void edit((all) => {
        const begun = all.get(name);
        if (begun instanceof Y.Map) begun.set("letGo", true);
      }),
    drop: () => void edit((all) => all.delete(name)),
    finish: () =>
      void edit((all) => {
        const begun = all.get(name);
        if (begun instanceof Y.Map && begun.get("letGo") === true) all.delete(name);
      }),
  };
}

/** Takes a draft off the page when the time in which it could be brought back, on any device, is over. */
export function useLettingGo({ name, letGo, finish }: Draft): void {
  const { own } = useRoom();
  useFinishing({ page: own, section, ids: letGo ? [name] : [], msOf: () => letGoMs, finish });
}
