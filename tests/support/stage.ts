/** A real space that holds the history of the guard's attacks, and a watch over all that must not change in it. */
import * as Y from "yjs";
import { type Seat, newClientId, otherSeat } from "../../lib/seats.ts";
import { sumOfUpdate } from "../../server/records/sums.ts";
import { changeRows, rowsIn } from "./database.ts";
import { type History, newHistory } from "./guard-history.ts";
import { hex } from "./guard-space.ts";
import { type Pair, pair } from "./people.ts";
import type { Server } from "./server.ts";
import { documentOf, openLine, say } from "./wire.ts";

export type Stage = Awaited<ReturnType<typeof openStage>>;

/** Opens a space in which everything stands that a `History` holds, and to which one of the two goes on listening. */
export async function openStage(server: Server, attacker: Seat) {
  const people = await pair(server.origin);
  const history = newHistory();
  stand(server, people, history);
  const victim = otherSeat(attacker);
  const listener = openLine(server.origin, people[victim]);
  const expected = await listener.document();
  const own = new Y.Doc();
  own.clientID = newClientId(victim);
  let marks = 0;

  const journal = (): unknown =>
    rowsIn(
      server.dataDir,
      "SELECT (SELECT count(*) FROM journal WHERE document = d.id) AS rows, (SELECT count(*) FROM held) AS held " +
        "FROM documents d WHERE d.name = ?",
      `shared:${people.space}`,
    )[0];

  return {
    people,
    history,
    /** Sends what the attacker has made, as a fresh page of theirs would. Gives the code the line ended with, if it did. */
    async attack(bytes: Uint8Array): Promise<{ code: number | null; refused: string | null; asked: boolean }> {
      const line = openLine(server.origin, people[attacker]);
      await line.said.when(({ is }) => is === "step1");
      const asked = line.said.all.length;
      line.send(bytes.length > 60_000 ? say.step2(bytes) : say.update(bytes));
      // Answered only where the line still stands.
      line.send(say.step1());
      const stands = line.said.when(({ is }) => is === "step2").then(() => null);
      const code = await Promise.race([line.closed, stands]);
      line.end();
      const refusal = line.said.all.find(({ is }) => is === "refused");
      return {
        code,
        refused: refusal?.is === "refused" ? refusal.kind : null,
        asked: line.said.all.slice(asked).some(({ is }) => is === "step1"),
      };
    },
    /** Changes one thing honestly and gives how the journal stands: whatever was appended before is in it. */
    async mark(): Promise<{ journal: unknown; heard: number }> {
      const before = Y.encodeStateVector(own);
      // What the server says of given entries would be rows of its own.
      own.getArray(`${victim}:received`).push([`mark ${marks}`]);
      const update = Y.encodeStateAsUpdate(own, before);
      Y.applyUpdate(expected, update);
      marks += 1;
      await listener.keep(marks, say.update(update));
      return { journal: journal(), heard: listener.said.all.filter(({ is }) => is === "update").length };
    },
    /** Whether the document at the server holds exactly the history and the marks. */
    async isUnchanged(): Promise<boolean> {
      const now = await documentOf(server.origin, people[victim]);
      return hex(Y.encodeStateAsUpdate(now)) === hex(Y.encodeStateAsUpdate(expected));
    },
    end: listener.end,
  };
}

/** Puts the history into a space that is not open yet, as its data of earlier years. */
function stand(server: Server, { space }: Pair, { doc }: History): void {
  const [name, bytes, seq] = [`shared:${space}`, Y.encodeStateAsUpdate(doc), 2];
  const row = "INSERT INTO journal (document, seq, bytes, sum) SELECT id, ?, ?, ? FROM documents WHERE name = ?";
  changeRows(server.dataDir, row, seq, bytes, sumOfUpdate(name, seq, bytes), name);
}
