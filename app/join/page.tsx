import { NeedsCookies } from "../parts/NeedsCookies.tsx";
import { NeedsScript } from "../parts/NeedsScript.tsx";
import { Outer } from "../parts/Outer.tsx";
import { Join } from "./Join.tsx";

/** Where an invitation is looked at and, by one press, taken. The server never sees the secret in an address. */
export default function JoinPage() {
  return (
    <Outer top>
      <NeedsScript />
      <NeedsCookies />
      <Join />
    </Outer>
  );
}
