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
 * At `/graphql?saved=<name>` it opens that saved query alone, with the token that the list of them was read with, and
 * leaves the reader's own tabs as they are.
 */
export function startScript(samples: readonly Sample[]): string {
  const tabs = samples.map(({ title, query }) => ({ title, initialQuery: query }));
  return `const chinese = navigator.language.startsWith("zh");
const endpointURL = new URL("/graphql", location.href).href;
const saved = new URLSearchParams(location.search).get("saved");
const token = saved === null ? null : sessionStorage.getItem("rescue_graph_token");
// The place for a token: "Bearer ...". While it is empty the header is not sent.
const initialHeaders = { Authorization: token === null ? "" : "Bearer " + token };
const samples = ${JSON.stringify(tabs, null, 2)};
const tabs = saved === null ? samples : [await savedTab(saved)];

async function savedTab(name) {
  const headers = token === null ? {} : { authorization: initialHeaders.Authorization };
  const path = "/queries/" + encodeURIComponent(name);
  const [text, list] = await Promise.all([fetch(path, { headers }), fetch("/queries", { headers })]);
  if (!text.ok) {
    const { errors } = await text.json();
    return { title: { zh: name, en: name }, initialQuery: "# " + errors[0].message };
  }
  const { title, parameters = [] } = (list.ok ? await list.json() : []).find((query) => query.name === name) ?? {};
  const variables = Object.fromEntries(parameters.map((parameter) => [parameter.name, parameter.default ?? null]));
  return {
    title: title ?? { zh: name, en: name },
    initialQuery: await text.text(),
    initialVariables: parameters.length === 0 ? "" : JSON.stringify(variables, null, 2),
  };
}

// Altair shows the tab that it made last; on the first visit the first one is wanted.
if (saved === null && localStorage.getItem("rescue_graph_visited") === null) {
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
  initialWindows: tabs.map(({ title, initialQuery, initialVariables = "" }) => ({
    initialName: chinese ? title.zh : title.en,
    initialQuery,
    initialVariables,
    endpointURL,
    initialHeaders,
  })),
  initialSettings: { language: chinese ? "zh-CN" : "en-US", ...${JSON.stringify(SETTINGS)} },
  instanceStorageNamespace: saved === null ? "rescue_graph_" : "rescue_graph_saved_",
  preserveState: saved === null,
  disableAccount: true,
});
`;
}
