// The editor with fewer reloads. Everything here also works without it.
(() => {
  const form = document.querySelector("form.editor");
  if (!form) return;

  // A new row comes out of the list's <template>, numbered as Django's formsets number theirs.
  const addRow = (section) => {
    const total = form.elements[`${section.dataset.list}-TOTAL_FORMS`];
    const template = section.querySelector("template");
    const holder = document.createElement("template");
    holder.innerHTML = template.innerHTML.replaceAll("__prefix__", total.value);
    const row = holder.content.querySelector("li");
    section.querySelector(".rows").append(row);
    total.value = Number(total.value) + 1;
    row.querySelector(".cell:not(.place) :is(input, select)").focus();
  };

  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=add]");
    if (!button) return;
    event.preventDefault();
    addRow(button.closest("[data-list]"));
  });

  // The Markdown script would take Tab, Ctrl+D and Ctrl+[ for itself: a keyboard could never leave the text.
  document.addEventListener("keydown", (event) => {
    if (event.target.matches(".markdownx-editor")) event.stopPropagation();
  }, true);

  // It would also draw the preview anew whenever the text is focused, and take the focus from whoever is in it by then.
  document.addEventListener("focusin", (event) => {
    if (event.target.matches(".markdownx-editor")) event.stopPropagation();
  }, true);

  // Published from wherever one types, unless Enter chose a suggestion.
  const publish = form.querySelector(".savebar button[value=publish]");
  publish.setAttribute("aria-keyshortcuts", "Control+Enter Meta+Enter");
  publish.title = `${publish.textContent} (Ctrl+Enter)`;
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing || event.defaultPrevented) return;
    if (!form.contains(event.target)) return;
    event.preventDefault();
    form.requestSubmit(publish);
  }, true);

  // What was typed is not lost by a wrong click.
  let unsaved = "unsaved" in form.dataset;
  form.addEventListener("input", () => { unsaved = true; });
  form.addEventListener("submit", () => { unsaved = false; });
  window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
})();
