// `npm run backup -- FILE`: a whole and consistent copy of the data, also while the server runs and people write.
// Copying the database file by hand is no backup: the newest words stand in the write-ahead log beside it.
import { DatabaseSync } from "@photostructure/sqlite";
import { chmodSync, existsSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { markAsCopy, sha256Of } from "./copies.mjs";

const [target] = process.argv.slice(2);
const source = join(resolve(process.env.DATA_DIR || "data"), "clearing.sqlite");
if (!target) fail("Name the file to write: npm run backup -- clearing-monday.sqlite");
if (!existsSync(source)) fail(`There is no data at ${source}. Set DATA_DIR to the folder the server uses.`);
if (existsSync(target)) fail(`${target} is there already. Nothing was written over.`);

// Before the copy: of what is written while it is made, nobody can say whether it is in it.
const copied = Date.now();
// The copy is for nobody else on this machine, from its first byte.
process.umask(0o077);
try {
  const database = new DatabaseSync(source, { readOnly: true });
  database.prepare("VACUUM INTO ?").run(resolve(target));
  database.close();
  markAsCopy(target, copied);
} catch (error) {
  rmSync(target, { force: true });
  fail(`The copy could not be written: ${error.message}. Nothing is left of it.`);
}
chmodSync(target, 0o600);
writeFileSync(`${target}.sha256`, `${sha256Of(target)}\n`);
console.log(
  `Kept in ${target}, with its check sum beside it. It holds what people wrote: keep it as safe as the server.`,
);

function fail(why) {
  console.error(why);
  process.exit(1);
}
