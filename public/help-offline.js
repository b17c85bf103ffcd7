// The service worker. It keeps the words for an emergency, and a page that says that there is no connection: as they
// are for somebody who is not signed in, without scripts, and with their styles. Nothing else is kept.

const store = "help";
const pages = ["/help", "/offline"];

/** The page as it is for a stranger, without what only runs. */
async function pageFor(path) {
  const answer = await fetch(path, { credentials: "omit", cache: "no-store" });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
  const html = (await answer.text())
    .replace(/<script\b[^]*?<\/script>/g, "")
    .replace(/<link\b[^>]*\bas="script"[^>]*>/g, "");
  return { html, headers: answer.headers };
}

const addressesIn = (text, form) => [...text.matchAll(form)].map(([, address]) => address);

/** Everything is fetched before anything is replaced: what is there without a connection is whole at every moment. */
async function keep() {
  const fresh = new Map();
  for (const path of pages) {
    const { html, headers } = await pageFor(path);
    fresh.set(
      path,
      new Response(html, {
        headers: {
          "Content-Type": "text/html; charset=utf-8",
          "Content-Security-Policy": headers.get("Content-Security-Policy") ?? "default-src 'none'",
        },
      }),
    );
    for (const style of addressesIn(html, /<link\b[^>]*?href="([^"]+\.css[^"]*)"/g)) {
      if (fresh.has(style)) continue;
      const answer = await fetch(style);
      if (!answer.ok) throw new Error(`${style} answered ${answer.status}`);
      fresh.set(style, new Response(await answer.text(), { headers: { "Content-Type": "text/css; charset=utf-8" } }));
    }
  }
  const cache = await caches.open(store);
  for (const [path, answer] of [...fresh].reverse()) await cache.put(path, answer);
  for (const { url } of await cache.keys()) if (!fresh.has(new URL(url).pathname)) await cache.delete(url);
}

self.addEventListener("install", (event) => event.waitUntil(keep().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
// The operator may have changed the words since. Without a connection those from before stay.
self.addEventListener("message", (event) => event.waitUntil(keep().catch(() => undefined)));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname } = new URL(request.url);
  const kept = (path) => caches.match(path, { ignoreSearch: true, ignoreVary: true });
  if (request.mode === "navigate")
    event.respondWith(
      fetch(request).catch(
        async (fault) => (await kept(pages.includes(pathname) ? pathname : "/offline")) ?? Promise.reject(fault),
      ),
    );
  else if (request.destination === "style")
    event.respondWith(fetch(request).catch(async (fault) => (await kept(pathname)) ?? Promise.reject(fault)));
});
