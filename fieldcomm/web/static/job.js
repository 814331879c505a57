// The job page while somebody writes: the text as the customer will read it, and who else is writing.
// Without it everything works: Preview is a button, and two people who write see it when they send.

const SIGN_EVERY = 4000; // ms between two signs that we write
const ASK_EVERY = 3000;

for (const button of document.querySelectorAll("[data-without-script]")) button.hidden = true;

document.addEventListener("checked", (event) => {
  const shown = event.target.form.querySelector("[data-preview]");
  if (!shown) return;
  shown.hidden = !event.detail.preview;
  shown.querySelector("[data-preview-words]").textContent = event.detail.preview;
});

// A window that was chosen stands for the two times below it.
for (const choice of document.querySelectorAll("select[name=window]")) {
  const times = choice.form.querySelector(".pair");
  const show = () => { times.hidden = choice.value !== ""; };
  choice.addEventListener("change", show);
  show();
}

const writing = document.getElementById("writing");
if (writing) {
  const token = document.querySelector("input[name=csrf_token]").value;
  let last = 0;
  document.addEventListener("input", (event) => {
    if (!event.target.matches("#body, #nw, #st, #uw") || Date.now() - last < SIGN_EVERY) return;
    last = Date.now();
    fetch(writing.dataset.writing, { method: "POST", body: new URLSearchParams({ csrf_token: token }) }).catch(() => {});
  });
  setInterval(async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(writing.dataset.writing, { cache: "no-store" });
      if (!answer.ok) return;
      const { names } = await answer.json();
      const words = names.length ? `${names.join(" and ")} ${names.length > 1 ? "are" : "is"} writing here too.` : "";
      if (writing.textContent !== words) writing.textContent = words;
    } catch { /* it says a little less then */ }
  }, ASK_EVERY);
}
