// Lists the saved queries that the holder of a token may see, each with a link that opens it in the IDE. The token
// stays in this tab: the page that a link leads to finds it there.
const KEPT = "rescue_graph_token";
const form = document.getElementById("who");
const token = document.getElementById("token");
const message = document.getElementById("message");
const list = document.getElementById("queries");

function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className !== undefined) made.className = className;
  return made;
}

function marksOf({ origin, own, shared, savedBy }) {
  if (origin === "file") return ["随版本发布 of this release"];
  const keeper = own ? "我存的 mine" : savedBy === undefined ? "他人的 others'" : `${savedBy}`;
  return shared ? [keeper, "共享 shared"] : [keeper];
}

function entry(query) {
  const { name, title, description, parameters = [], problem } = query;
  const item = element("li");
  const heading = element("h2");
  const link = element("a", title === undefined ? name : `${title.zh} ${title.en}`);
  link.href = `/graphql?saved=${encodeURIComponent(name)}`;
  heading.append(link, ...marksOf(query).map((mark) => element("span", mark, "mark")));
  item.append(heading);
  for (const text of description === undefined ? [] : [description.zh, description.en]) {
    if (text !== "") item.append(element("p", text));
  }
  const takes = parameters.map(({ name: parameter, type }) => `$${parameter}: ${type}`).join(", ");
  item.append(element("p", takes === "" ? name : `${name} (${takes})`, "small"));
  if (problem !== undefined) item.append(element("p", `已不能运行 No longer runs: ${problem}`, "problem"));
  return item;
}

async function show() {
  const given = token.value.trim().replace(/^Bearer +/i, "");
  if (given === "") sessionStorage.removeItem(KEPT);
  else sessionStorage.setItem(KEPT, given);
  const headers = given === "" ? {} : { authorization: `Bearer ${given}` };
  try {
    const response = await fetch("/queries", { headers });
    const answer = await response.json();
    message.textContent = response.ok ? "" : answer.errors[0].message;
    list.replaceChildren(...(response.ok ? answer.map(entry) : []));
  } catch {
    message.textContent = "服务没有应答 The service does not answer.";
  }
}

document.getElementById("origin").textContent = location.origin;
token.value = sessionStorage.getItem(KEPT) ?? "";
form.addEventListener("submit", (event) => {
  event.preventDefault();
  void show();
});
void show();
