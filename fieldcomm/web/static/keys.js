// Keys of the board, the dialog that jumps to any job, and the help sheet. Everything they do has
// a button or a link as well; single keys rest while somebody types, and can be turned off.

const body = document.body;
const OFF = "fieldcomm-keys";

const on = () => { try { return localStorage.getItem(OFF) !== "off"; } catch { return true; } };
const typing = (target) => target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && !/^(checkbox|radio|button|submit)$/.test(target.type);
const rows = () => [...document.querySelectorAll("[data-rows] > li")].filter((row) => row.querySelector("[data-open]"));

function here() {
  return document.activeElement?.closest("[data-rows] > li") || document.querySelector("[data-rows] > li.here");
}

function go(step) {
  const all = rows();
  const next = all[Math.min(Math.max(all.indexOf(here()) + step, 0), all.length - 1)];
  if (!next) return;
  for (const row of all) row.classList.toggle("here", row === next);
  next.querySelector("[data-open]").focus();
  next.scrollIntoView({ block: "nearest" });
}

function remedy() {
  const found = here()?.querySelector("[data-remedy]") || here()?.querySelector(".task-do .btn, .row-do .btn");
  if (!found) return;
  if (found.tagName === "SUMMARY") {
    found.parentElement.open = true;
    found.parentElement.querySelector("button").focus();
  } else found.click();
}

function sheet(title, ...parts) {
  const dialog = document.createElement("dialog");
  dialog.className = "sheet";
  dialog.setAttribute("aria-label", title);
  const head = document.createElement("div");
  head.className = "sheet-head";
  const words = document.createElement("strong");
  words.textContent = title;
  const close = document.createElement("button");
  close.className = "btn btn-sm btn-outline-secondary";
  close.textContent = "Close";
  close.addEventListener("click", () => dialog.close());
  head.append(words, close);
  dialog.append(head, ...parts);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

async function help() {
  if (!body.dataset.keys || document.querySelector("dialog[open]")) return;
  try {
    const answer = await fetch(body.dataset.keys);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const keys = page.getElementById("keys-sheet");
    keys.removeAttribute("id");
    keys.classList.remove("card");
    sheet("Keys", keys);
    switchIn(document.querySelector("dialog"));
  } catch { location.href = body.dataset.keys; }
}

function switchIn(root) {
  const part = root?.querySelector("[data-keys-switch]");
  if (!part) return;
  const box = part.querySelector("input");
  part.hidden = false;
  box.checked = on();
  box.addEventListener("change", () => {
    try { localStorage.setItem(OFF, box.checked ? "on" : "off"); } catch { /* then they stay on */ }
  });
}

function jump() {
  if (document.querySelector("dialog[open]")) return;
  const field = document.createElement("input");
  Object.assign(field, { type: "search", className: "form-control", placeholder: "Name, phone, code or address", maxLength: 100 });
  field.setAttribute("aria-label", "Jump to a job by name, phone, code or address");
  const found = document.createElement("ul");
  found.className = "jump-list";
  const state = document.createElement("p");
  state.className = "hint";
  state.setAttribute("role", "status");
  const dialog = sheet("Jump to a job", field, state, found);
  field.focus();
  let waiting, asked = 0;
  const look = async () => {
    const mine = ++asked;
    if (!field.value.trim()) { found.replaceChildren(); state.textContent = ""; return; }
    try {
      // Sent, not asked for by an address: somebody may type a number.
      const said = new URLSearchParams({ q: field.value, csrf_token: document.querySelector("input[name=csrf_token]").value });
      const answer = await fetch(body.dataset.jump, { method: "POST", body: said });
      const { jobs } = await answer.json();
      if (mine !== asked) return;
      found.replaceChildren(...jobs.map(line));
      state.textContent = jobs.length ? `${jobs.length} found` : "No job matches, open or over.";
    } catch { state.textContent = "The server cannot be reached just now."; }
  };
  field.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(look, 120); });
  dialog.addEventListener("keydown", async (event) => {
    const links = [...found.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const next = at + (event.key === "ArrowDown" ? 1 : -1);
      (next < 0 ? field : links[Math.min(next, links.length - 1)] || field).focus();
    } else if (event.key === "Enter" && document.activeElement === field) {
      event.preventDefault();
      clearTimeout(waiting);
      await look();
      found.querySelector("a")?.click();
    }
  });
}

function line(job) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = job.url;
  const name = document.createElement("strong");
  name.textContent = `${job.customer} `;
  const code = document.createElement("span");
  code.className = "code";
  code.textContent = job.code;
  const detail = document.createElement("span");
  detail.className = "hint";
  detail.textContent = ` ${job.detail} · ${job.status}`;
  link.append(name, code, detail);
  item.append(link);
  return item;
}

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k" && body.dataset.jump) {
    event.preventDefault();
    jump();
    return;
  }
  if (event.key === "Escape") {
    const open = event.target.closest?.("details[open]");
    if (open) { open.open = false; open.querySelector("summary").focus(); }
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || !on() || typing(event.target) || document.querySelector("dialog[open]")) return;
  const does = { j: () => go(1), k: () => go(-1), r: remedy, "/": () => document.querySelector("[data-search]")?.focus(), "?": help }[event.key];
  if (does) { event.preventDefault(); does(); }
});
// The small forms of a row come when they are asked for, into the row.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-more]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const row = link.closest("li");
  try {
    const answer = await fetch(link.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = page.getElementById(row.id);
    if (!answer.ok || !next) throw new Error("gone");
    row.querySelector(".job-do").replaceWith(next.querySelector(".job-do"));
    row.querySelector(".more summary").focus();
  } catch { location.href = link.href; }
});
document.querySelector("[data-help]")?.addEventListener("click", (event) => { event.preventDefault(); help(); });
// One pop-up at a time; a press beside it closes it.
document.addEventListener("toggle", (event) => {
  if (event.target.matches?.("details[open]:has(.pop)")) {
    for (const other of document.querySelectorAll("details[open]:has(.pop)")) if (other !== event.target) other.open = false;
  }
}, true);
document.addEventListener("pointerdown", (event) => {
  for (const open of document.querySelectorAll("details[open]:has(.pop)")) if (!open.contains(event.target)) open.open = false;
});
switchIn(document);
