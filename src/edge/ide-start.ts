import type { Sample } from "./ide-samples.js";

const SETTINGS = {
  "alert.disableUpdateNotification": true,
  "banners.disable": true,
  disablePushNotification: true,
  "schema.reloadOnStart": true,
};

/**
 * The script that starts Altair in the browser, as a file of its own because the page allows no inline script.
 * It opens the samples as tabs, in the language of the browser; on a later visit the reader's own tabs come back.
 */
export function startScript(samples: readonly Sample[]): string {
  const tabs = samples.map(({ title, query }) => ({ title, initialQuery: query }));
  return `const chinese = navigator.language.startsWith("zh");
const endpointURL = new URL("/graphql", location.href).href;
// The place for a token: "Bearer ...". While it is empty the header is not sent.
const initialHeaders = { Authorization: "" };
const tabs = ${JSON.stringify(tabs, null, 2)};

// Altair shows the tab that it made last; on the first visit the first one is wanted.
if (localStorage.getItem("rescue_graph_visited") === null) {
  localStorage.setItem("rescue_graph_visited", "yes");
  const observer = new MutationObserver(() => {
    const items = document.querySelectorAll(".window-switcher__item");
    if (items.length < tabs.length) return;
    observer.disconnect();
    items[0].click();
  });
  observer.observe(document.body, { childList: true, subtree: true });
}

AltairGraphQL.init({
  endpointURL,
  initialHeaders,
  initialWindows: tabs.map(({ title, initialQuery }) => ({
    initialName: chinese ? title.zh : title.en,
    initialQuery,
    endpointURL,
    initialHeaders,
  })),
  initialSettings: { language: chinese ? "zh-CN" : "en-US", ...${JSON.stringify(SETTINGS)} },
  instanceStorageNamespace: "rescue_graph_",
  disableAccount: true,
});
`;
}
