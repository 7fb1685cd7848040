import { defineConfig, type Plugin } from "vite";

/** In the page itself; `vite preview` sends it as a header too, as a careful host would. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types attrflow",
].join("; ");

/** Only in the build: the development server needs inline styles and its own socket. */
function contentSecurityPolicy(): Plugin {
  return {
    name: "content-security-policy",
    apply: "build",
    // First in the head: a policy in a meta element governs only what comes after it.
    transformIndexHtml: (html) => ({
      html: html.replace(/\s*<!-- content security policy:[^>]*-->/, ""),
      tags: [{ tag: "meta", attrs: { "http-equiv": "Content-Security-Policy", content: POLICY }, injectTo: "head-prepend" }],
    }),
  };
}

/** The engine is asked for with the page, not only once the scripts have run. */
function preloadEngine(): Plugin {
  return {
    name: "preload-engine",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(_, { bundle = {} }) {
        const engine = Object.keys(bundle).find((file) => file.endsWith(".wasm"));
        const attrs = { rel: "preload", as: "fetch", crossorigin: true, href: `./${engine}` };
        return engine === undefined ? [] : [{ tag: "link", attrs, injectTo: "head" }];
      },
    },
  };
}

export default defineConfig({
  // Relative addresses, so that the built files work from any folder of any static host.
  base: "./",
  plugins: [contentSecurityPolicy(), preloadEngine()],
  build: {
    target: "es2022",
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    // Inlined assets would be data: addresses, which the content security policy refuses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  worker: { format: "es" },
  preview: { headers: { "content-security-policy": POLICY } },
});
