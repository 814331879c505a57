// Three small comforts of the account and first-run pages. Without JavaScript nothing is missing but them.

// A button that shows what is being typed into a password field.
for (const field of document.querySelectorAll("input[data-show]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-outline-secondary show-typed";
  button.setAttribute("aria-controls", field.id);
  const say = () => {
    const shown = field.type === "text";
    button.textContent = shown ? "Hide" : "Show";
    button.setAttribute("aria-label", shown ? "Hide what is typed" : "Show what is typed");
  };
  button.addEventListener("click", () => {
    field.type = field.type === "text" ? "password" : "text";
    say();
    field.focus();
  });
  field.form.addEventListener("submit", () => { field.type = "password"; });
  const row = document.createElement("div");
  row.className = "with-button";
  field.replaceWith(row);
  row.append(field, button);
  if (field.autofocus) field.focus();
  say();
}

// A button that copies what stands in a field.
for (const field of document.querySelectorAll("input[data-copy]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-outline-primary";
  button.textContent = "Copy";
  const state = document.createElement("span");
  state.setAttribute("role", "status");
  state.className = "hint";
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      state.textContent = "Copied.";
    } catch {
      state.textContent = "Press Ctrl-C to copy.";
    }
  });
  const row = document.createElement("div");
  row.className = "with-button";
  field.replaceWith(row);
  row.append(field, button);
  row.after(state);
}

// The browser's own time zone, chosen where nobody has chosen one.
for (const field of document.querySelectorAll("select[data-guess-zone]")) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const found = [...field.options].find((option) => option.value === zone);
  if (found) field.value = zone;
}

// A page that waits for something to happen looks again by itself.
const waits = document.querySelector("[data-look-again]");
if (waits) setTimeout(() => location.reload(), Number(waits.dataset.lookAgain) * 1000);
