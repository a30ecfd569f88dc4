// Completes names of pages after [[ and in fields that name one, and keys of sources after [^ and in fields that cite.
(() => {
  const form = document.querySelector("form.editor");
  if (!form || !window.writing) return;
  const { insert, caret, tell, say, places, keysOfSources, words } = window.writing;
  const kinds = words.kinds.split(" ");
  const WAIT = 150; // milliseconds without a key before anything is asked
  const list = document.createElement("ul");
  list.id = "completions";
  list.className = "completions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", words.completions);
  form.append(list);
  let at = null; // what is being completed: {field, what, start, end, query, kind, inText}
  let options = [];
  let chosen = -1;
  let timer = 0;
  let asked = null;
  let taking = false;

  const close = () => {
    clearTimeout(timer);
    asked?.abort();
    if (at) {
      at.field.removeAttribute("aria-activedescendant");
      if (!at.inText) at.field.setAttribute("aria-expanded", "false");
    }
    list.hidden = true;
    at = null;
    chosen = -1;
  };

  // What stands at the caret, or null.
  const found = (field) => {
    const { value, selectionStart: end } = field;
    const head = value.slice(0, end);
    const from = (query, more) => ({ field, query: query.trim(), start: end - query.length, end, ...more });
    if (field.matches(".markdownx-editor")) {
      const cited = /\[\^([\w-]*)$/.exec(head);
      if (cited) return from(cited[1], { what: "sources", inText: true });
      const [, typed] = /\[\[([^[\]\n|]*)$/.exec(head) || [];
      if (typed === undefined) return null;
      const [, kind, title] = /^(?:(\w+): *)?(.*)$/.exec(typed);
      return from(kinds.includes(kind) ? title : typed, { what: "pages", kind: kinds.includes(kind) ? kind : "", inText: true });
    }
    if ("cites" in field.dataset) return from(/[^,]*$/.exec(head)[0].trimStart(), { what: "sources" });
    if ("kind" in field.dataset) return { field, what: "pages", kind: field.dataset.kind, query: value.trim(), start: 0, end: value.length };
    return null;
  };

  const piece = (tag, text, classes = "", lang = "") => {
    const made = document.createElement(tag);
    made.textContent = text;
    if (classes) made.className = classes;
    if (lang && !lang.startsWith("und")) made.lang = lang;
    return made;
  };

  const drawn = (option, place) => {
    const made = document.createElement("li");
    made.id = `completion-${place}`;
    made.setAttribute("role", "option");
    if (option.visual) made.insertAdjacentHTML("beforeend", option.visual); // made by the server
    const said = document.createElement("span");
    said.append(piece("b", option.title, "", option.lang), " ");
    if (option.native) said.append(piece("span", option.native.text, "mut", option.native.lang), " ");
    said.append(piece("span", option.line || "", "mut sm"));
    made.append(said);
    return made;
  };

  const choose = (place) => {
    list.children[chosen]?.setAttribute("aria-selected", "false");
    chosen = place;
    const one = list.children[place];
    one?.setAttribute("aria-selected", "true");
    one?.scrollIntoView({ block: "nearest" });
    if (one) at.field.setAttribute("aria-activedescendant", one.id);
    else at.field.removeAttribute("aria-activedescendant");
  };

  const show = (some) => {
    options = some;
    list.replaceChildren(...some.map(drawn));
    for (const one of list.children) one.setAttribute("aria-selected", "false");
    if (!some.length) return close();
    const box = at.field.getBoundingClientRect();
    let [top, left] = [box.bottom, box.left];
    if (at.inText) {
      const [place] = places(at.field, [at.start]);
      top = box.top + place.top - at.field.scrollTop + 1.8 * parseFloat(getComputedStyle(at.field).fontSize);
      left = box.left + place.left;
    }
    list.hidden = false;
    const room = document.documentElement.clientWidth - list.offsetWidth - 8;
    list.style.top = `${Math.min(top, box.bottom) + scrollY}px`;
    list.style.left = `${Math.max(8, Math.min(left, room)) + scrollX}px`;
    if (!at.inText) at.field.setAttribute("aria-expanded", "true");
    choose(at.inText ? 0 : -1);
    say(words.found, some.length);
  };

  const sources = () => {
    const fit = keysOfSources().map((key) => ({ title: key.value, line: key.closest(".row").querySelector("[name$=-title]").value }));
    const query = at.query.toLowerCase();
    const add = form.querySelector("button[name=add][value=sources]");
    show([
      ...fit.filter((one) => one.title && `${one.title} ${one.line}`.toLowerCase().includes(query)),
      ...(add ? [{ title: words.source, add }] : []),
    ]);
  };

  const pages = async () => {
    const query = at.query || (at.inText && /^\|([^[\]\n]*)\]\]/.exec(at.field.value.slice(at.end))?.[1]) || "";
    if (!query) return close();
    asked = new AbortController();
    const address = `${words.suggest}?q=${encodeURIComponent(query)}&kind=${at.kind || ""}`;
    try {
      const answer = await fetch(address, { signal: asked.signal, credentials: "omit" });
      const { results } = answer.ok ? await answer.json() : { results: [] };
      if (at) show(withNew(query, results.map((one) => ({ ...one, name: one.page || one.title, line: [one.line, one.why].filter(Boolean).join(" · ") }))));
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  };

  const same = (one, other) => one.toLowerCase() === other.toLowerCase();

  // A page that nobody has written is the last choice, unless one is called so.
  const withNew = (query, found) =>
    found.some((one) => same(one.name, query)) ? found : [...found, { title: words.fresh.replace("%s", query), name: query }];

  const open = (field) => {
    close();
    at = field === document.activeElement ? found(field) : null;
    if (!at) return;
    timer = setTimeout(at.what === "pages" ? pages : sources, at.what === "pages" ? WAIT : 0);
  };

  // A title is written with its kind where a page of another kind has it too, and without what tells it from namesakes.
  const link = (one, worded) => {
    const shared = !at.kind && options.some((other) => other.kind && other.kind !== one.kind && same(other.name, one.name));
    const code = one.kind && shared ? `${one.kind}:${one.name}` : one.name;
    const shown = one.name.replace(/ \([^()]*\)$/, "");
    return worded || shown === one.name ? code : `${code}|${shown}`;
  };

  const take = (one) => {
    const { field, start, end, inText, what } = at;
    taking = true; // what is written now is asked about no more
    if (one.add) {
      addSource(one.add, field, start, end);
    } else if (inText) {
      const close = what === "pages" ? "]]" : "]";
      const after = field.value.slice(end);
      const rest = (what === "pages" ? /^[^[\]\n|]*(?=(\|[^[\]\n]*)?\]\])/ : /^[\w-]*(?=\])/).exec(after)?.[0];
      const name = what === "pages" ? link(one, after[rest?.length] === "|") : one.title;
      insert(field, name + (rest === undefined ? close : ""), start, end + (rest?.length || 0));
      if (rest !== undefined) caret(field, field.value.indexOf(close, field.selectionEnd) + close.length);
    } else {
      insert(field, one.name || one.title, start, end);
      tell(field, "change");
    }
    taking = false;
    close();
  };

  // Its key is cited before anything else is told of it.
  const addSource = (add, field, start, end) => {
    const keys = keysOfSources().map((one) => one.value);
    let number = keys.length;
    while (keys.includes(`source-${number}`)) number += 1;
    const key = `source-${number}`;
    const closed = !at.inText || field.value[end] === "]";
    insert(field, key + (closed ? "" : "]"), start, end);
    tell(field, "change");
    add.closest("details").open = true;
    add.click();
    keysOfSources().at(-1).value = key;
    keysOfSources().at(-1).closest(".row").querySelector("[name$=-title]").focus();
  };

  const completes = (field) => field.matches?.("[data-kind], [data-cites], .markdownx-editor") && form.contains(field);
  document.addEventListener("input", (event) => { if (!taking && completes(event.target)) setTimeout(() => open(event.target)); });
  document.addEventListener("focusin", (event) => {
    const field = event.target;
    if (!completes(field) || field.hasAttribute("aria-controls")) return;
    field.setAttribute("aria-controls", list.id);
    field.setAttribute("aria-autocomplete", "list");
    if (field.matches("textarea")) return;
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-expanded", "false");
    field.autocomplete = "off";
  }, true);
  document.addEventListener("focusout", close);

  // While a syllable is being composed the keys are those of the input method.
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || !completes(event.target)) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (list.hidden) {
      if (step !== 1 || event.altKey || event.target.matches("textarea")) return;
      event.preventDefault();
      open(event.target);
    } else if (step) {
      event.preventDefault();
      const all = options.length + !at.inText; // the field itself is one of them
      choose(at.inText ? (chosen + step + all) % all : ((chosen + 1 + step + all) % all) - 1);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      take(options[chosen]);
    } else if (event.key === "Escape") {
      event.preventDefault();
      close();
    } else if (event.key.startsWith("Arrow") || event.key === "Home" || event.key === "End") close();
  }, true);
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => {
    const one = event.target.closest("li");
    if (one) take(options[[...list.children].indexOf(one)]);
  });
})();
