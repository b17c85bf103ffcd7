// Next would otherwise look up its maker at every build.
process.env.NEXT_TELEMETRY_DISABLED = "1";

/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  agentRules: false,
  images: { unoptimized: true },
  // `npm run check` looks at the types of everything; starting a server need not wait for it.
  typescript: { ignoreBuildErrors: true },
  // One copy of Yjs on the server: a bundled second one would not recognise the first one's types.
  serverExternalPackages: ["yjs", "y-websocket", "y-protocols", "lib0", "@photostructure/sqlite"],
  // lib0 names Node's Buffer for when it runs in Node; for that alone each browser would get a whole copy of it.
  turbopack: { resolveAlias: { "next/dist/compiled/buffer": { browser: "./app/no-buffer.ts" } } },
  experimental: {
    agentUpgrade: false,
    // A failed style build would otherwise be replayed from the cache on every later build.
    turbopackFileSystemCacheForBuild: false,
  },
};
