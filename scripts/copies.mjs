// The check sum by which a backup knows itself.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

export const sha256Of = (file) => createHash("sha256").update(readFileSync(file)).digest("hex");

/** The newest form of the data that this version knows: how many there are in server/records/migrations.ts. */
export const newestForm = 3;
