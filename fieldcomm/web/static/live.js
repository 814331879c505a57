// Keeps an open page true without moving what somebody reads, types in or points at.
// Without JavaScript everything works; it is then only as fresh as the last load.

const body = document.body;
const every = Number(body.dataset.every || 1000);
let version = body.dataset.version;
let fresh = Date.now();
let pending = null; // the newest page, while parts of it wait for the pointer or the focus to leave

function toBottom(root) {
  for (const list of root.querySelectorAll("[data-bottom]")) list.scrollTop = list.scrollHeight;
}

// Tokens and form keys differ in every answer and say nothing about what happened.
const ALIKE = /<input type="hidden" name="(csrf_token|deed)"[^>]*>/g;
const saying = (part) => part.outerHTML.replace(ALIKE, "").replace(/ class="([^"]*?) here"/, ' class="$1"').replace(/ open=""/g, "");

// Times pass: they may change even where somebody reads, as nothing moves by it.
function timeless(part) {
  const copy = part.cloneNode(true);
  for (const time of copy.querySelectorAll("[data-t]")) time.textContent = "";
  return saying(copy);
}

function moveTimes(part, next) {
  const times = next.querySelectorAll("[data-t]");
  part.querySelectorAll("[data-t]").forEach((time, n) => { if (time.textContent !== times[n].textContent) time.textContent = times[n].textContent; });
}

const focused = () => (document.activeElement === body || document.activeElement?.id === "main" ? null : document.activeElement);

function inUse(part) {
  return part.contains(focused()) || part.querySelector("details[open]") !== null || part.querySelector("input[type=checkbox][form]:checked") !== null;
}

// What must not move: the row under the pointer, and the one that has the focus.
function held() {
  const under = document.querySelector("[data-rows] > li:hover");
  return [under, focused()?.closest("[data-rows] > li")].filter(Boolean);
}

const above = (part, anchors) => anchors.some((anchor) => part === anchor || part.contains(anchor) || part.compareDocumentPosition(anchor) & Node.DOCUMENT_POSITION_FOLLOWING);

function replace(part, next) {
  const atBottom = part.scrollHeight - part.scrollTop - part.clientHeight < 40;
  const scroll = part.scrollTop;
  part.replaceChildren(...next.childNodes);
  if ("bottom" in part.dataset) part.scrollTop = atBottom ? part.scrollHeight : scroll;
}

// A list whose rows have ids: each is changed by itself, and stays where it is while it is used.
function patchRows(list, next, anchors) {
  let waiting = 0;
  const wanted = new Map([...next.children].map((row) => [row.id, row]));
  for (const row of [...list.children]) {
    const now = wanted.get(row.id);
    if (!now) {
      if (above(row, anchors) || inUse(row)) waiting += 1; else row.remove();
    } else if (saying(row) !== saying(now)) {
      if (timeless(row) === timeless(now)) moveTimes(row, now);
      else if (anchors.includes(row) || inUse(row)) waiting += 1;
      else { row.className = now.className; row.replaceChildren(...now.cloneNode(true).childNodes); }
    }
  }
  let at = list.firstElementChild;
  const order = new Map([...wanted.keys()].map((id, n) => [id, n]));
  for (const id of wanted.keys()) {
    while (at && !order.has(at.id)) at = at.nextElementSibling; // one that waits to leave
    const row = list.querySelector(`:scope > #${CSS.escape(id)}`);
    if (row && row === at) { at = at.nextElementSibling; continue; }
    const moves = row && (above(row, anchors) || inUse(row));
    if (moves || (at ? above(at, anchors) : list.compareDocumentPosition(anchors[0] || list) & Node.DOCUMENT_POSITION_FOLLOWING)) { waiting += 1; continue; }
    list.insertBefore(row || wanted.get(id).cloneNode(true), at);
  }
  return waiting;
}

function patchPart(part, next, anchors) {
  if (saying(part) === saying(next)) return 0;
  if (timeless(part) === timeless(next)) { moveTimes(part, next); return 0; }
  if (inUse(part)) return 1;
  // A heading or banner that comes or goes would push the held row down.
  if (part.dataset.live !== "now" && anchors.length && above(part, anchors) && part.childElementCount !== next.childElementCount) return 1;
  replace(part, next);
  return 0;
}

function patch(page, anchors) {
  let waiting = 0;
  const before = anchors.map((part) => part.getBoundingClientRect().top);
  for (const part of document.querySelectorAll("[data-live], [data-rows]")) {
    const next = page.getElementById(part.id);
    if (next) waiting += "rows" in part.dataset ? patchRows(part, next, anchors) : patchPart(part, next.cloneNode(true), anchors);
  }
  if (anchors.length) { // a line more or less in a row above must not be felt
    const moved = anchors[0].getBoundingClientRect().top - before[0];
    if (Math.abs(moved) >= 1) scrollBy({ top: moved, behavior: "instant" });
  }
  return waiting;
}

function show(anchors = held()) {
  if (!pending) return;
  const waiting = patch(pending, anchors);
  document.title = pending.title;
  if (!waiting) pending = null;
  const note = document.getElementById("waiting-changes");
  if (!note) return;
  note.hidden = !waiting;
  const words = `${waiting} change${waiting === 1 ? "" : "s"} waiting`;
  if (waiting && note.firstElementChild.textContent !== words) note.firstElementChild.textContent = words;
}

// Parts come without keys, being the same for everybody: this page's token goes into their forms,
// and a new deed key each, so that each of them acts once.
function giveKeys(page) {
  const token = document.querySelector("input[name=csrf_token]")?.value || "";
  for (const field of page.querySelectorAll("input[name=csrf_token]")) field.value = token;
  for (const field of page.querySelectorAll("input[name=deed]")) field.value = newKey();
}

const newKey = () => [...crypto.getRandomValues(new Uint32Array(4))].map((n) => n.toString(36)).join("-");

const soon = () => setTimeout(look, 150 + 300 * Math.random()); // again, and not all at once
const BUSY = 204; // the desk gate: come again soon (web/gate.py)

async function load() {
  // Where a form failed, the address is the form's: the page it stood on is asked for instead.
  const answer = await fetch(body.dataset.here || location.href, { headers: { Accept: "text/html", "X-Asks": "parts" } });
  if (answer.status === BUSY) soon();
  if (answer.status !== 200 || answer.redirected) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  giveKeys(page);
  pending = page;
  if (document.querySelectorAll(".handset[id]").length !== page.querySelectorAll(".handset[id]").length
      && !inUse(document.getElementById("main"))) location.reload();
  show();
  return page.body.dataset.version;
}

let asking = false;
async function look() {
  if (document.hidden || asking) return;
  asking = true;
  try {
    const answer = await fetch(body.dataset.versionUrl, { headers: { "X-Asks": "version", "If-None-Match": `"${version}"` }, cache: "no-store" });
    if (answer.status === 401) { location.reload(); return; }
    if (answer.status === 200) {
      const now = await load();
      if (now) { version = now; fresh = Date.now(); }
    } else if (answer.status === 304) { fresh = Date.now(); show(); }
    else if (answer.status === BUSY) soon();
  } catch { /* the state below says so */ } finally { asking = false; }
  say();
}

function say() {
  const stale = Math.round((Date.now() - fresh) / 1000);
  for (const state of document.querySelectorAll("[data-live-state]")) {
    const old = stale > every / 1000 + 5;
    const words = old ? `stale ${stale} s` : "live";
    if (state.textContent !== words) state.textContent = words;
    state.classList.toggle("is-stale", old);
  }
}

document.getElementById("waiting-changes")?.firstElementChild.addEventListener("click", () => show([]));
for (const list of document.querySelectorAll("[data-rows]")) {
  list.addEventListener("pointerleave", () => show());
  list.addEventListener("focusout", () => setTimeout(show, 50));
}

// What was just done can be taken back for so many seconds; then the button goes.
for (const form of document.querySelectorAll("form[data-undo]")) {
  const button = form.querySelector("button");
  const words = button.textContent;
  const count = document.createElement("span");
  count.setAttribute("aria-hidden", "true");
  button.append(count);
  const until = Date.now() + Number(form.dataset.undo) * 1000;
  const tick = () => {
    const left = Math.ceil((until - Date.now()) / 1000);
    if (left <= 0) {
      if (form.contains(document.activeElement)) document.getElementById("main").focus();
      form.remove();
      return;
    }
    count.textContent = ` (${left})`;
    setTimeout(tick, 250);
  };
  button.setAttribute("aria-label", `${words}, for ${form.dataset.undo} seconds`);
  tick();
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
