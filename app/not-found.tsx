import { Button } from "./parts/Button.tsx";
import { Circles } from "./parts/Circles.tsx";
import { Lead } from "./parts/Lead.tsx";
import { Outer } from "./parts/Outer.tsx";
import { Title } from "./parts/Title.tsx";

/** The same answer for what is not there and for what is not yours. */
export default function NotFound() {
  return (
    <Outer>
      <Circles size="seats" practitioner="dashed" client="dashed" className="mb-4" />
      <Title>We cannot find this for you.</Title>
      <Lead>Either there is nothing at this address, or this browser does not sit there.</Lead>
      <div className="mt-7 flex flex-wrap gap-3">
        <Button tone="ink" href="/">
          To the first page
        </Button>
        <Button href="/return">I have a return key</Button>
      </div>
    </Outer>
  );
}
