// A source can be cited as soon as it is typed, and a new fact without one is pointed out.
(() => {
  const form = document.querySelector("form.editor");
  if (!form || !window.writing) return;
  const { keysOfSources, words } = window.writing;
  const ROW = /^(sources-\d+-)(title|url|key)$/;
  const inRow = (name, column) => form.elements[name.replace(ROW, `$1${column}`)];

  // Its key is made as the server would make it, until somebody writes another one.
  const keyOf = (address, title, taken) => {
    const host = /^https?:\/\/(?:www\.|m\.)?([a-z0-9-]+)(?:\.[a-z0-9-]+)+/i.exec(address);
    const plain = (host ? host[1] : title).toLowerCase().replace(/[^a-z0-9]+/g, "-").slice(0, 30).replace(/^-|-$/g, "") || "source";
    for (let n = 1; ; n += 1) {
      const key = n === 1 ? plain : `${plain}-${n}`;
      if (!taken.has(key)) return key;
    }
  };
  form.addEventListener("input", (event) => {
    const part = ROW.exec(event.target.name || "")?.[2];
    if (!part) return;
    const key = inRow(event.target.name, "key");
    if (part === "key") return void delete key.dataset.made;
    if (key.value && key.value !== key.dataset.made) return;
    const [title, address] = ["title", "url"].map((column) => inRow(event.target.name, column).value.trim());
    const others = keysOfSources().filter((one) => one !== key);
    key.dataset.made = title || address ? keyOf(address, title, new Set(others.map((one) => one.value))) : "";
    key.value = key.dataset.made;
  });

  const quiet = (act) => {
    const told = document.createElement("p");
    const button = document.createElement("button");
    told.className = "hint unsourced whole";
    button.type = "button";
    button.textContent = words.cite;
    button.addEventListener("click", act);
    told.append(`${words.unsourced} `, ...(act ? [button] : []));
    return told;
  };

  const citing = (row) => {
    const field = row.querySelector("[data-cites]");
    field.closest("details")?.setAttribute("open", "");
    field.focus();
  };
  // A note about the fact is where its source is given.
  const notes = form.querySelector("[data-list=notes]");
  const noted = (name) => [...notes.querySelectorAll("select[name$=-field]")].findLast((one) => one.value === name)?.closest(".row");
  const note = (name) => {
    notes.open = true;
    if (!noted(name)) {
      notes.querySelector("button[name=add]").click();
      [...notes.querySelectorAll("select[name$=-field]")].at(-1).value = name;
    }
    citing(noted(name));
  };

  form.addEventListener("change", ({ target }) => {
    const fact = target.closest("[data-fact]");
    const row = target.closest("[data-list]:not([data-list=names], [data-list=notes]) .row");
    const sources = row?.querySelector("[data-cites]");
    if (!fact && !sources) return;
    (fact || row).querySelector(".unsourced")?.remove();
    if (sources ? sources.value.trim() || row.querySelector("[name$=-DELETE]").checked : !target.value.trim()) return;
    if (fact && notes && noted(fact.dataset.fact)?.querySelector("[data-cites]").value.trim()) return;
    if (fact) fact.append(quiet(notes && (() => note(fact.dataset.fact))));
    else row.firstElementChild.append(quiet(() => citing(row)));
  });
})();
