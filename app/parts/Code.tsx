import { encode } from "uqr";

/** `text` as a QR code, dark on white in either theme, because many cameras cannot read it the other way round. */
export function Code({ text, name }: { text: string; name: string }) {
  const { data, size } = encode(text, { ecc: "M", border: 3 });
  const squares = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : "")));
  return (
    <svg
      role="img"
      aria-label={name}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="w-full max-w-64 rounded-sheet border border-line bg-white"
    >
      <path d={squares.join("")} className="fill-black" />
    </svg>
  );
}
