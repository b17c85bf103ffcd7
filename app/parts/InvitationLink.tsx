"use client";
import LinkIcon from "lucide-react/icons/link";
import QrCode from "lucide-react/icons/qr-code";
import Share from "lucide-react/icons/share";
import { useId, useState } from "react";
import { Button } from "./Button.tsx";
import { Code } from "./Code.tsx";
import { CopyButton } from "./CopyButton.tsx";
import { Note } from "./Note.tsx";

/** An invitation to pass on: as a link to copy, as a code to scan, or through the device's own sharing. */
export function InvitationLink({ secret }: { secret: string }) {
  const [shown, setShown] = useState(false);
  const codeId = useId();
  const link = `${location.origin}/join#${secret}`;
  const [refused, setRefused] = useState(false);
  const share = async () => {
    try {
      await navigator.share({ url: link });
    } catch (fault) {
      // A person who closes the device's sharing sheet has not failed at anything: there is nothing to say then.
      setRefused(!(fault instanceof DOMException && fault.name === "AbortError"));
    }
  };
  return (
    <>
      <div className="mt-6 flex flex-wrap items-center gap-3 rounded-sheet bg-sunk p-3 pl-4">
        <LinkIcon size={18} strokeWidth={1.75} className="shrink-0 text-ink-soft" aria-hidden />
        <input
          readOnly
          aria-label="Invitation link"
          value={link}
          onFocus={(event) => event.target.select()}
          className="min-h-11 min-w-0 flex-1 basis-40 rounded-md bg-transparent text-base font-medium text-ellipsis text-ink-soft"
        />
        <CopyButton text={link} tone="ink" />
      </div>
      <div className="mt-4 flex flex-wrap gap-3">
        <Button icon={QrCode} aria-expanded={shown} aria-controls={codeId} onClick={() => setShown(!shown)}>
          {shown ? "Hide the code" : "Show as a code"}
        </Button>
        {"share" in navigator && (
          <Button icon={Share} onClick={share}>
            Share
          </Button>
        )}
      </div>
      {refused && (
        <Note said className="mt-4">
          This browser does not share from here. The link above is the same.
        </Note>
      )}
      <div id={codeId} hidden={!shown} className="mt-4">
        {shown && <Code text={link} name="The invitation as a code to scan" />}
      </div>
    </>
  );
}
