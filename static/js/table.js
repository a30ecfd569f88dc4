// A table of pages as a spreadsheet has it: the keyboard moves among cells, and cells can be pasted. It works without.
(() => {
  const form = document.querySelector("form.sheet");
  const body = form?.querySelector("tbody");
  if (!body) return;
  const count = form.querySelector("[data-count]");
  form.querySelector("[data-keys]").hidden = false;

  const fields = (row) => [...row.querySelectorAll("td :is(input, select)")];
  const rows = [...body.rows].map(fields);
  const place = (field) => {
    const row = rows.findIndex((cells) => cells.includes(field));
    return [row, row < 0 ? -1 : rows[row].indexOf(field)];
  };
  const stood = new Map(rows.flat().map((field) => [field, form.dataset.unsaved === undefined ? field.value : null]));

  const look = (field) => {
    if (stood.get(field) !== null) field.closest("td").classList.toggle("changed", field.value !== stood.get(field));
  };
  const tell = () => {
    const n = [...body.rows].filter((row) => row.querySelector(".changed")).length;
    count.textContent = n ? form.dataset.changed.replace("%s", n) : "";
  };

  const go = (row, column) => {
    const field = rows[row]?.[column];
    if (!field) return false;
    field.focus();
    field.select?.();
    return true;
  };
  const atEdge = (field, end) =>
    field.tagName === "SELECT" || field.selectionEnd - field.selectionStart === field.value.length ||
    (field.selectionStart === field.selectionEnd && field.selectionStart === (end ? field.value.length : 0));
  const moves = {
    Enter: ([row, column], event) => [event.shiftKey ? row - 1 : row + 1, column],
    ArrowDown: ([row, column], event, field) => (field.tagName === "INPUT" ? [row + 1, column] : null),
    ArrowUp: ([row, column], event, field) => (field.tagName === "INPUT" ? [row - 1, column] : null),
    ArrowLeft: ([row, column], event, field) => (atEdge(field, false) ? [row, column - 1] : null),
    ArrowRight: ([row, column], event, field) => (atEdge(field, true) ? [row, column + 1] : null),
  };

  body.addEventListener("keydown", (event) => {
    const field = event.target;
    const at = place(field);
    if (at[0] < 0 || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && stood.get(field) !== null) {
      field.value = stood.get(field);
      field.dispatchEvent(new Event("input", { bubbles: true }));
      return;
    }
    if (event.shiftKey && event.key !== "Enter") return;
    const to = moves[event.key]?.(at, event, field);
    if (!to) return;
    if (go(...to) || event.key === "Enter") event.preventDefault();
  });

  // What a spreadsheet copies: a line for each row, tabs between its cells.
  const choose = (select, said) => {
    const meant = [...select.options].find((one) => [one.value, one.text].some((told) => told.toLowerCase() === said.toLowerCase()));
    if (meant) select.value = meant.value;
  };
  body.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain").replace(/\r?\n$/, "");
    const [row, column] = place(event.target);
    if (row < 0 || !/[\t\n]/.test(text)) return;
    event.preventDefault();
    let filled = 0;
    text.split(/\r?\n/).forEach((line, down) => line.split("\t").forEach((said, right) => {
      const field = rows[row + down]?.[column + right];
      if (!field) return;
      if (field.tagName === "SELECT") choose(field, said.trim());
      else field.value = said.trim();
      look(field);
      filled += 1;
    }));
    tell();
    unsaved = true;
    count.textContent = `${form.dataset.filled.replace("%s", filled)} · ${count.textContent}`;
  });

  let unsaved = form.dataset.unsaved !== undefined;
  body.addEventListener("input", (event) => {
    unsaved = true;
    look(event.target);
    tell();
  });

  // Where the wiki is out of reach, the browser would put a page of its own in the place of this one, and of its cells.
  const PATIENCE = 20000;
  let passing, asking;
  form.addEventListener("submit", async (event) => {
    if (passing) {
      unsaved = false;
      return;
    }
    event.preventDefault();
    if (asking) return; // pressed twice
    asking = true;
    try {
      await fetch(form.dataset.reach, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
      passing = true;
      form.requestSubmit(event.submitter);
    } catch {
      count.textContent = form.dataset.unsent;
    } finally {
      passing = asking = false;
    }
  });
  window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
})();
