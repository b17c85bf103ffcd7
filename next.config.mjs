/** @type {import("next").NextConfig} */
export default {
  poweredByHeader: false,
  agentRules: false,
  images: { unoptimized: true },
  // One copy of Yjs on the server: a bundled second one would not recognise the first one's types.
  serverExternalPackages: ["yjs", "y-websocket", "y-protocols", "lib0", "@photostructure/sqlite"],
  experimental: {
    agentUpgrade: false,
    // A failed style build would otherwise be replayed from the cache on every later build.
    turbopackFileSystemCacheForBuild: false,
  },
};
