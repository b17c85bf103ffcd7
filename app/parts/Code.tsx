"use client";
import { useEffect, useState } from "react";
import { bring } from "../browser/bring.ts";
import { Button } from "./Button.tsx";
import { Note } from "./Note.tsx";

type Drawing = { size: number; path: string };

/** `text` as a QR code, dark on white in either theme, because many cameras cannot read it the other way round. */
export function Code({ text, name }: { text: string; name: string }) {
  const [tries, setTries] = useState(0);
  const [drawing, setDrawing] = useState<Drawing | "waiting" | "failed">("waiting");
  useEffect(() => {
    let here = true;
    void draw(text).then((drawn) => here && setDrawing(drawn ?? "failed"));
    return () => {
      here = false;
    };
  }, [text, tries]);
  if (drawing === "failed")
    return (
      <Note said>
        <p>The code could not be drawn just now. The link above is the same.</p>
        <Button className="mt-2" onClick={() => setTries(tries + 1)}>
          Try again
        </Button>
      </Note>
    );
  const { size, path } = drawing === "waiting" ? { size: 1, path: "" } : drawing;
  return (
    <svg
      role="img"
      aria-label={name}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="aspect-square w-full max-w-64 rounded-sheet border border-line bg-white"
    >
      <path d={path} className="fill-black" />
    </svg>
  );
}

/** The dark squares as one path. The drawing code is fetched only when somebody asks for it; null when it does not come. */
async function draw(text: string): Promise<Drawing | null> {
  const { part: uqr } = await bring(() => import("uqr"));
  if (!uqr) return null;
  const { data, size } = uqr.encode(text, { ecc: "M", border: 3 });
  const squares = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : "")));
  return { size, path: squares.join("") };
}
