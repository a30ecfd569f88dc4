// Rows are moved by keyboard and pointer, and a removed one comes back; a pasted list becomes rows without a reload.
(() => {
  const form = document.querySelector("form.editor");
  const tools = document.querySelector("template#row-tools");
  if (!form || !window.writing || !tools) return;
  const { tell, say, words } = window.writing;
  const EDGE = 60; // pixels from the edge of the window in which dragging scrolls it

  const rowsOf = (row) => [...row.parentElement.querySelectorAll(":scope > .row")];
  const field = (row, name) => row.querySelector(`[name$="-${name}"]`);
  const nameOf = (row) => [...row.querySelectorAll(".cell:not(.place) input:not([type=checkbox])")].map((one) => one.value).find(Boolean) || words.row;

  // The places are numbers in the form: what is sent is the order that is seen.
  const number = (row) => {
    const rows = rowsOf(row);
    rows.forEach((one, place) => { field(one, "position").value = place + 1; });
    tell(field(row, "position"));
    say(words.moved, nameOf(row), rows.indexOf(row) + 1, rows.length);
  };

  // The other rows move, not this one: what has the focus or the pointer keeps it.
  const place = (row, to) => {
    const rows = rowsOf(row);
    const here = rows.indexOf(row);
    if (to < here) rows.slice(to, here).reverse().forEach((one) => row.after(one));
    else rows.slice(here + 1, to + 1).forEach((one) => row.before(one));
  };

  const step = (row, by) => {
    place(row, Math.max(0, rowsOf(row).indexOf(row) + by));
    number(row);
  };

  const equip = (row) => {
    if (row.matches?.(".row") && !row.querySelector(".row-tools")) row.querySelector(".remove").before(tools.content.cloneNode(true));
  };
  const watch = (section) => {
    const rows = section.querySelector(".rows");
    rows.querySelectorAll(".row").forEach(equip);
    new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach(equip))).observe(rows, { childList: true });
  };
  form.querySelectorAll("[data-list]").forEach(watch);

  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    if (button) step(button.closest(".row"), Number(button.dataset.move));
  });
  form.addEventListener("keydown", (event) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const row = event.target.closest(".row");
    if (!by || !row || !event.altKey || event.target.matches("select")) return;
    event.preventDefault();
    step(row, by);
  });

  form.addEventListener("pointerdown", (event) => {
    const row = event.target.closest("[data-drag]")?.closest(".row");
    if (!row || event.button) return;
    event.preventDefault();
    row.classList.add("dragged");
    const move = ({ clientY: y }) => {
      if (y < EDGE) scrollBy(0, -12);
      if (y > innerHeight - EDGE) scrollBy(0, 12);
      const to = rowsOf(row).findIndex((one) => y < one.getBoundingClientRect().bottom);
      place(row, to < 0 ? rowsOf(row).length - 1 : to);
    };
    const end = () => {
      row.classList.remove("dragged");
      document.removeEventListener("pointermove", move);
      for (const name of ["pointerup", "pointercancel"]) document.removeEventListener(name, end);
      number(row);
    };
    document.addEventListener("pointermove", move);
    for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, end);
  });

  form.addEventListener("change", (event) => {
    const row = event.target.closest(".row");
    if (!row) return;
    if (event.target === field(row, "position")) {
      place(row, Math.min(Math.max(Number(event.target.value) || Infinity, 1), rowsOf(row).length) - 1);
      number(row);
    } else if (event.target === field(row, "DELETE")) removed(row, event.target);
  });

  // What was removed stands there until it is published; the last one comes back by a button.
  const removed = (row, box) => {
    const section = row.closest("[data-list]");
    section.querySelector(".undo")?.remove();
    if (!box.checked) return;
    const told = document.createElement("p");
    const undo = document.createElement("button");
    told.className = "undo flex";
    undo.type = "button";
    undo.className = "btn sm";
    undo.textContent = words.undo;
    told.append(words.removed.replace("%s", nameOf(row)), undo);
    section.querySelector(".rows").after(told);
    say(words.removed, nameOf(row));
    undo.addEventListener("click", () => {
      box.checked = false;
      tell(box, "change");
      tell(box);
      box.focus();
      say(words.back, nameOf(row));
    });
  };

  // The server reads what was pasted, and its answer has the rows: the same one as without a script.
  form.addEventListener("click", async (event) => {
    const button = event.target.closest("button[name=paste]");
    if (!button || button.dataset.sent) return;
    event.preventDefault();
    const body = new FormData(form, button);
    const section = button.closest("[data-list]");
    section.inert = true; // what is typed into it meanwhile would go with it
    try {
      const answer = await fetch(form.action, { method: "POST", body });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector(`[data-list="${button.value}"]`);
      if (!page.querySelector(".said, .paste .err")) throw new Error("another answer");
      section.replaceWith(fresh);
      watch(fresh);
      tell(fresh);
      (fresh.querySelector(".paste [aria-invalid]") || fresh.querySelector(".said")).focus();
    } catch {
      section.inert = false;
      button.dataset.sent = "yes";
      button.click();
    }
  });
})();
