/** What a document is opened with. */
import type * as Y from "yjs";
import type { Rules, Table } from "../../lib/sections.ts";
import type { Journal } from "../records/records.ts";
import type { Steps } from "./budget.ts";
import type { Follower } from "./follow.ts";

export type DocumentParts = {
  name: string;
  rules: Rules;
  sections: Table;
  journal: Journal;
  /** Called when the document is no longer good, before its readers are. */
  onLost: (error: unknown) => void;
  /** Who writes the server's own words that follow from an update, in the same append. */
  follow?: (doc: Y.Doc) => Steps<Follower>;
  /** Does the document's own work, in turn with everything else that is to be done. */
  work: <T>(steps: Steps<T>) => Promise<T>;
};
