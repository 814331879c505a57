// Shows what typed values would do while they are typed; the buttons do the same without this.

const WAIT = 350;

// Which of the wordings the caret stands in: the phone shows that one first.
function wordingAt(form) {
  const area = form.querySelector("textarea");
  const before = area ? area.value.slice(0, area.selectionStart) : "";
  return (before.match(/^---\s*$/gm) || []).length;
}

for (const form of document.querySelectorAll("form[data-refresh]")) {
  const into = document.getElementById(form.dataset.into);
  let timer, asked = 0;

  async function refresh() {
    const mine = ++asked;
    const given = new FormData(form);
    given.delete("deed");
    given.set("at", wordingAt(form));
    try {
      const answer = await fetch(form.dataset.refresh, { method: "POST", body: given });
      const part = answer.ok && !answer.redirected ? await answer.text() : null;
      if (part === null || mine !== asked) return;
      const scrolled = into.closest(".phone-frame")?.scrollTop;
      const page = new DOMParser().parseFromString(part, "text/html");
      for (const open of into.querySelectorAll("details[open][id]")) page.getElementById(open.id)?.setAttribute("open", "");
      into.replaceChildren(...page.body.childNodes);
      if (scrolled !== undefined) into.closest(".phone-frame").scrollTop = scrolled;
    } catch { /* the button says it too */ }
  }

  let at = wordingAt(form);
  for (const moved of ["click", "keyup"]) {
    form.addEventListener(moved, () => {
      if (at !== (at = wordingAt(form))) refresh();
    });
  }
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, WAIT);
  });
}

for (const field of document.querySelectorAll("[data-copy]")) {
  field.addEventListener("focus", () => field.select());
}
