import { NeedsCookies } from "../parts/NeedsCookies.tsx";
import { NeedsScript } from "../parts/NeedsScript.tsx";
import { Outer } from "../parts/Outer.tsx";
import { Return } from "./Return.tsx";

/** Where a person comes back to a seat from a browser that does not know them. */
export default function ReturnPage() {
  return (
    <Outer>
      <NeedsScript />
      <NeedsCookies />
      <Return />
    </Outer>
  );
}
