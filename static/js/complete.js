// Completes names of pages after [[ and in fields that name one, and keys of sources after [^ and in fields that cite.
(() => {
  const form = document.querySelector("form.editor");
  if (!form || !window.writing) return;
  const { insert, tell, say, places, words } = window.writing;
  const kinds = JSON.parse(words.kinds); // what each kind of page is called, by its prefix
  const WAIT = 150; // milliseconds without a key before anything is asked
  const list = document.createElement("ul");
  list.id = "completions";
  list.className = "completions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", words.completions);
  document.body.append(list);
  let at = null; // what is being completed: {field, what, start, end, query, kind, inText}
  let options = [];
  let chosen = -1;
  let timer = 0;
  let asked = null;

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
    const { value, selectionStart: caret } = field;
    const head = value.slice(0, caret);
    const from = (query, more) => ({ field, query: query.trim(), start: caret - query.length, end: caret, ...more });
    if (field.matches(".markdownx-editor")) {
      const cited = /\[\^([\w-]*)$/.exec(head);
      if (cited) return from(cited[1], { what: "sources", inText: true });
      const link = /\[\[([^[\]\n|]*)$/.exec(head);
      if (!link) return null;
      const [, kind, title] = /^(?:\s*(\w+)\s*:)?(.*)$/.exec(link[1]);
      return kind in kinds ? from(title, { what: "pages", kind, inText: true }) : from(link[1], { what: "pages", inText: true });
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
    const query = at.query.toLowerCase();
    const told = [...form.querySelectorAll("[name^=sources-][name$=-key]")].map((key) => {
      const field = (name) => form.elements[key.name.replace(/key$/, name)];
      return { title: key.value, line: field("title").value || field("url").value, gone: field("DELETE")?.checked };
    });
    const fit = told.filter((one) => one.title && !one.gone && `${one.title} ${one.line}`.toLowerCase().includes(query));
    const add = form.querySelector("button[name=add][value=sources]");
    show([...fit, ...(add ? [{ title: words.source, add }] : [])]);
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

  const same = (one, other) => one.localeCompare(other, undefined, { sensitivity: "accent" }) === 0;

  // A page that nobody has written is the last choice, unless one is called so.
  const withNew = (query, results) =>
    results.some((one) => same(one.name, query)) ? results : [...results, { title: words.fresh.replace("%s", query), name: query }];

  const open = (field) => {
    close();
    at = found(field);
    if (!at) return;
    timer = setTimeout(at.what === "pages" ? pages : sources, at.what === "pages" ? WAIT : 0);
  };

  // A title is written with its kind where another page has it too.
  const code = (option) => {
    const shared = options.some((one) => one !== option && one.kind && same(one.name, option.name) && one.kind !== option.kind);
    return option.kind && !at.kind && shared ? `${option.kind}:${option.name}` : option.name;
  };

  const take = (option) => {
    const { field, start, end, inText, what } = at;
    const after = field.value.slice(end);
    if (option.add) {
      const add = option.add;
      close();
      return window.writing.addSource(add, field, start, end);
    }
    if (inText && what === "pages") {
      const rest = /^[^[\]\n|]*(?=(\|[^[\]\n]*)?\]\])/.exec(after);
      const short = option.name.replace(/ \([^()]*\)$/, "");
      const shown = code(option) === option.name && short === option.name ? "" : `|${short}`;
      const worded = rest && after[rest[0].length] === "|";
      insert(field, code(option) + (worded ? "" : shown) + (rest ? "" : "]]"), start, end + (rest?.[0].length || 0));
      if (rest) field.setSelectionRange(...Array(2).fill(field.value.indexOf("]]", field.selectionEnd) + 2));
    } else if (inText) {
      const closed = after.startsWith("]");
      insert(field, option.title + (closed ? "" : "]"), start, end);
      if (closed) field.setSelectionRange(...Array(2).fill(field.selectionEnd + 1));
    } else {
      insert(field, what === "pages" ? option.name : option.title, start, end);
      tell(field, "change");
    }
    close();
  };

  const completes = (field) => field.matches?.("[data-kind], [data-cites], .markdownx-editor") && form.contains(field);
  document.addEventListener("input", (event) => { if (completes(event.target)) setTimeout(() => open(event.target)); });
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
