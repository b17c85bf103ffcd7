// Run after `npm install`: names in package-lock.json the optional binaries of other platforms that the registry
// in use does not hold. npm leaves those out of the lock, and `npm ci` of npm 11 then refuses the lock.
import { readFileSync, writeFileSync } from "node:fs";

const systems = ["android", "darwin", "freebsd", "linux", "netbsd", "openbsd", "openharmony", "sunos", "win32"];
const processors = ["arm", "arm64", "ia32", "loong64", "mips64el", "ppc64", "riscv64", "s390x", "wasm32", "x64"];

const lock = JSON.parse(readFileSync("package-lock.json", "utf8"));
let added = 0;
for (const [owner, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (!/^\d/.test(version)) continue; // a range: an optional feature, not a binary of this very version
    const found = lock.packages[`${owner}/node_modules/${name}`] ?? lock.packages[`node_modules/${name}`];
    if (found?.version === version) continue;
    const words = name.split(/[-/]/);
    const os = systems.find((system) => words.includes(system));
    const cpu = processors.find((processor) => words.includes(processor));
    if (!os && !cpu) continue;
    const libc = os !== "linux" ? null : /musl/.test(name) ? "musl" : /gnu/.test(name) ? "glibc" : null;
    lock.packages[found ? `${owner}/node_modules/${name}` : `node_modules/${name}`] = {
      version,
      ...(cpu && { cpu: [cpu] }),
      ...(entry.dev && { dev: true }),
      ...(libc && { libc: [libc] }),
      optional: true,
      ...(os && { os: [os] }),
    };
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync("package-lock.json", `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} entries added to package-lock.json`);
