import { Circles } from "../parts/Circles.tsx";

/** The picture of the first page: two circles and what they stand for. */
export function Meeting() {
  const word = "absolute top-1/2 font-serif text-base italic sm:text-xl";
  return (
    <div
      role="img"
      aria-label="Two circles that overlap: the practitioner, the client, and us where they meet."
      className="relative mx-auto w-full max-w-[24.375rem] lg:mx-0"
    >
      <Circles size="large" className="h-auto w-full" />
      <span className={`${word} left-[6%] [transform:translateY(-50%)]`}>practitioner</span>
      <span className={`${word} left-1/2 [transform:translate(-50%,-50%)]`}>us</span>
      <span className={`${word} left-[74%] [transform:translateY(-50%)]`}>client</span>
    </div>
  );
}
