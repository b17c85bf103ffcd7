// Imported before anything else: Next and React choose their mode from NODE_ENV while they are being loaded.
const dev = process.argv.includes("--dev");
Object.assign(process.env, { NODE_ENV: dev ? "development" : "production", NEXT_TELEMETRY_DISABLED: "1" });
