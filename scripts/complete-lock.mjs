// Run after `npm install`: names in package-lock.json the optional binaries of other platforms that this
// machine's registry does not hold. npm leaves those out of the lock, and `npm ci` of npm 11 then refuses it.
import { readFileSync, writeFileSync } from "node:fs";

const systems = { darwin: "darwin", win32: "win32", linux: "linux", android: "android", freebsd: "freebsd", openharmony: "openharmony", wasm32: null };
const processors = { x64: "x64", arm64: "arm64", ia32: "ia32", arm: "arm", gnueabihf: null, wasm32: "wasm32", riscv64: "riscv64", ppc64: "ppc64", s390x: "s390x", loong64: "loong64", mips64el: "mips64el" };

const lock = JSON.parse(readFileSync("package-lock.json", "utf8"));
const added = [];
for (const entry of Object.values(lock.packages)) {
  for (const [name, wanted] of Object.entries(entry.optionalDependencies ?? {})) {
    const path = `node_modules/${name}`;
    if (lock.packages[path] || !/^\d/.test(wanted)) continue;
    const words = name.split(/[-/]/);
    const os = words.map((word) => systems[word]).find(Boolean);
    const cpu = words.map((word) => processors[word]).find(Boolean);
    if (!os && !cpu) continue; // an optional feature, not a platform
    lock.packages[path] = {
      version: wanted,
      ...(cpu && { cpu: [cpu] }),
      ...(entry.dev && { dev: true }),
      optional: true,
      ...(os && { os: [os] }),
      ...(os === "linux" && /musl/.test(name) && { libc: ["musl"] }),
      ...(os === "linux" && /gnu/.test(name) && { libc: ["glibc"] }),
    };
    added.push(name);
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync("package-lock.json", `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added.length} entries added to package-lock.json`);
