/** Sends a line what a hostile page would, and waits for each answer. */
import { type Line, say } from "../tests/support/wire.ts";

const longestMs = 120_000;

/** Sends messages one by one, each once the one before is answered, until one of them ends the line. */
export async function sendAll(line: Line, messages: Iterable<Uint8Array>): Promise<string> {
  let sent = 0;
  for (const message of messages) {
    const from = line.said.all.length;
    line.send(say.step2(message), say.kept((sent += 1)));
    const kept = line.said.when((said) => said.is === "kept" && said.number === sent, from, longestMs);
    const slow = new Promise<"slow">((done) => setTimeout(() => done("slow"), longestMs).unref());
    const ending = await Promise.race([
      line.closed,
      kept.then(
        () => null,
        () => "unanswered",
      ),
      slow,
    ]);
    if (ending === null) continue;
    const refused = line.said.all.findLast((said) => said.is === "refused");
    return `${ending} at ${sent}${refused ? `: ${refused.why}` : ""}`;
  }
  return `all ${sent} taken`;
}
