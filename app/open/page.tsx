import { NeedsCookies } from "../parts/NeedsCookies.tsx";
import { NeedsScript } from "../parts/NeedsScript.tsx";
import { Outer } from "../parts/Outer.tsx";
import { Open } from "./Open.tsx";

/** Where a practitioner opens a space and gets the invitation for the other seat. */
export default function OpenPage() {
  return (
    <Outer>
      <NeedsScript />
      <NeedsCookies />
      <Open />
    </Outer>
  );
}
