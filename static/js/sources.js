// A source can be cited as soon as it is typed, and a new fact without one is pointed out.
(() => {
  const form = document.querySelector("form.editor");
  if (!form || !window.writing) return;
  const { insert, tell, words } = window.writing;
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
    const others = [...form.querySelectorAll("[name^=sources-][name$=-key]")].filter((one) => one !== key);
    key.dataset.made = title || address ? keyOf(address, title, new Set(others.map((one) => one.value))) : "";
    key.value = key.dataset.made;
  });

  // From where a source is missing: a row for it, and when it is told, back with its key.
  window.writing.addSource = (add, field, start, end) => {
    add.closest("details").open = true;
    add.click();
    const keys = form.querySelectorAll("[name^=sources-][name$=-key]");
    const key = keys[keys.length - 1];
    const row = key.closest(".row");
    inRow(key.name, "title").focus();
    const back = (event) => {
      if (row.contains(event.relatedTarget) || !key.value) return;
      row.removeEventListener("focusout", back);
      const text = field.matches("textarea");
      const closed = field.value[end] === "]";
      const { activeElement, scrollX: x, scrollY: y } = Object.assign({ activeElement: document.activeElement }, { scrollX, scrollY });
      setTimeout(() => {
        const next = document.activeElement;
        insert(field, key.value + (text && !closed ? "]" : ""), start, end);
        tell(field, "change");
        next?.focus({ preventScroll: true });
        scrollTo(x, y);
      });
    };
    row.addEventListener("focusout", back);
  };

  const quiet = (text, act) => {
    const told = document.createElement("p");
    const button = document.createElement("button");
    told.className = "hint unsourced whole";
    button.type = "button";
    button.textContent = words.cite;
    button.addEventListener("click", act);
    told.append(`${text} `, ...(act ? [button] : []));
    return told;
  };

  const citing = (row) => {
    const field = row.querySelector("[data-cites]");
    field.closest("details")?.setAttribute("open", "");
    field.focus();
  };
  // A note about the fact is where its source is given.
  const notes = form.querySelector("[data-list=notes]");
  const noteOf = (name) => {
    const about = () => [...notes.querySelectorAll("select[name$=-field]")].find((one) => one.value === name);
    if (!about()) {
      notes.querySelector("button[name=add]").click();
      [...notes.querySelectorAll("select[name$=-field]")].at(-1).value = name;
    }
    notes.open = true;
    citing(about().closest(".row"));
  };

  form.addEventListener("change", ({ target }) => {
    const fact = target.closest("[data-fact]");
    const row = target.closest("[data-list]:not([data-list=names], [data-list=notes]) .row");
    const sources = row?.querySelector("[data-cites]");
    if (!fact && !sources) return;
    (fact || row).querySelector(".unsourced")?.remove();
    if (sources ? sources.value.trim() || row.querySelector("[name$=-DELETE]").checked : !target.value.trim()) return;
    const cited = fact && notes && [...notes.querySelectorAll("select[name$=-field]")].some((one) =>
      one.value === fact.dataset.fact && one.closest(".row").querySelector("[data-cites]").value.trim());
    if (cited) return;
    if (fact) fact.append(quiet(words.unsourced, notes && (() => noteOf(fact.dataset.fact))));
    else row.firstElementChild.append(quiet(words.unsourced, () => citing(row)));
  });
})();
