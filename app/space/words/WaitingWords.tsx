import { Ask } from "../holding/Ask.tsx";
import { useWaitingLine } from "./useWaitingLine.ts";

/** Words of this person that the server keeps and holds back until nothing closes their section any more. */
export function WaitingWords() {
  const line = useWaitingLine();
  return line && <Ask>{line}</Ask>;
}
