// Keeps an open page true without moving what somebody reads, types in or points at.
// Without JavaScript everything works; it is then only as fresh as the last load.

const body = document.body;
const every = Number(body.dataset.every || 2000);
let version = body.dataset.version;
let fresh = Date.now();

function toBottom(root) {
  for (const list of root.querySelectorAll("[data-bottom]")) list.scrollTop = list.scrollHeight;
}

function inUse(part) {
  if (part.contains(document.activeElement) && document.activeElement !== part) return true;
  return part.querySelector("details[open]") !== null;
}

function replace(part, next) {
  const atBottom = part.scrollHeight - part.scrollTop - part.clientHeight < 40;
  const scroll = part.scrollTop;
  part.replaceChildren(...next.childNodes);
  if ("bottom" in part.dataset) part.scrollTop = atBottom ? part.scrollHeight : scroll;
}

async function load() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  let whole = true;
  for (const part of document.querySelectorAll("[data-live]")) {
    const next = page.getElementById(part.id);
    if (!next || part.innerHTML === next.innerHTML) continue;
    if (inUse(part)) whole = false;
    else replace(part, next);
  }
  if (document.querySelectorAll(".handset[id]").length !== page.querySelectorAll(".handset[id]").length
      && !inUse(document.getElementById("main"))) location.reload();
  document.title = page.title;
  return whole ? page.body.dataset.version : version;
}

async function look() {
  if (document.hidden) return;
  try {
    const answer = await fetch(body.dataset.versionUrl, { headers: { "X-Asks": "version", "If-None-Match": `"${version}"` }, cache: "no-store" });
    if (answer.status === 401) { location.reload(); return; }
    if (answer.status === 200) {
      const now = await load();
      if (now) version = now;
    }
    if (answer.status === 200 || answer.status === 304) fresh = Date.now();
  } catch { /* the state below says so */ }
  say();
}

function say() {
  const stale = Math.round((Date.now() - fresh) / 1000);
  for (const state of document.querySelectorAll("[data-live-state]")) {
    const words = stale > every / 1000 + 5 ? `stale ${stale} s` : "live";
    if (state.textContent !== words) state.textContent = words;
  }
}

// One press is one request: a second press while the first is under way does nothing.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "get") return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
  setTimeout(() => delete form.dataset.sent, 20000);
  for (const button of form.querySelectorAll("button")) button.setAttribute("aria-disabled", "true");
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// While somebody writes: what the text costs and how it reads.
for (const field of document.querySelectorAll("[data-check]")) {
  let waiting;
  const form = field.form;
  const found = form.querySelector("[data-findings]");
  const cost = document.getElementById(field.getAttribute("aria-describedby"));
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const said = new URLSearchParams({ body: field.value, csrf_token: form.elements.csrf_token.value });
      try {
        const answer = await fetch(field.dataset.check, { method: "POST", body: said });
        if (!answer.ok) return;
        const seen = await answer.json();
        field.dispatchEvent(new CustomEvent("checked", { detail: seen, bubbles: true }));
        cost.textContent = `${seen.units} characters, ${seen.segments} segment${seen.segments === 1 ? "" : "s"}${seen.unusual ? ": unusual letters double the price" : ""}`;
        found.hidden = seen.findings.length === 0;
        found.replaceChildren(...seen.findings.map((finding) => {
          const line = document.createElement("p");
          line.textContent = `“${finding.words}” ${finding.why} ${finding.better}`;
          return line;
        }));
      } catch { /* the server checks again when it is sent */ }
    }, 350);
  });
}

toBottom(document);
if (body.dataset.versionUrl) {
  setInterval(look, every);
  setInterval(say, 1000);
  document.addEventListener("visibilitychange", look);
}
