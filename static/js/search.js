// The search box completes what is typed. Without this it is a plain form.
(() => {
  const form = document.querySelector("form.search");
  if (!form) return;
  const box = form.elements.q;
  const status = form.querySelector("[role=status]");
  const WAIT = 150; // milliseconds without a key before anything is asked
  const list = document.createElement("ul");
  let timer = 0;
  let asked = null; // what is being fetched
  let options = []; // the rows that can be chosen, in all groups
  let chosen = -1; // place of the one that the arrow keys are on

  const say = (element, attributes) => {
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };

  say(list, { id: "suggestions", class: "plain", role: "listbox", "aria-label": form.querySelector("label").textContent });
  say(box, { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" });
  list.hidden = true;
  form.append(list);

  const close = () => {
    clearTimeout(timer);
    asked?.abort();
    list.hidden = true;
    choose(-1);
    box.setAttribute("aria-expanded", "false");
  };

  const choose = (place) => {
    options[chosen]?.setAttribute("aria-selected", "false");
    chosen = place;
    const option = options[place];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) box.setAttribute("aria-activedescendant", option.id);
    else box.removeAttribute("aria-activedescendant");
  };

  const piece = (tag, text, lang, classes) => {
    const made = document.createElement(tag);
    made.textContent = text;
    if (lang && !lang.startsWith("und")) made.lang = lang;
    if (classes) made.className = classes;
    return made;
  };

  const option = (url) => {
    const made = document.createElement("li");
    say(made, { id: `suggestion-${options.length}`, role: "option", "aria-selected": "false", "data-url": url });
    options.push(made);
    return made;
  };

  // Why it was found, with the name in its language.
  const reason = ({ line, why, found }) => {
    const made = piece("span", line, "", "mut sm");
    if (!why) return made;
    const [before, ...after] = found ? why.split(found.text) : [why];
    made.append(line ? " · " : "", before);
    if (after.length) made.append(piece("span", found.text, found.lang), after.join(found.text));
    return made;
  };

  const suggestion = (result) => {
    const made = option(result.url);
    made.append(piece("b", result.title, result.lang), " ");
    if (result.native && !result.why.includes(result.native.text)) made.append(piece("span", result.native.text, result.native.lang, "mut"), " ");
    made.append(reason(result));
    return made;
  };

  // A kind is a group; the kind of the best suggestion comes first.
  const group = (name, results) => {
    const made = say(document.createElement("div"), { role: "group", "aria-label": name });
    made.append(say(piece("b", name, "", "mut sm"), { "aria-hidden": "true" }), ...results.map(suggestion));
    return made;
  };

  const inTexts = (query) => {
    const made = option(`${form.action}?q=${encodeURIComponent(query)}`);
    made.append(form.dataset.texts.replace("%s", () => query));
    return made;
  };

  const show = (query, results) => {
    const groups = new Map(results.map((one) => [one.group, []]));
    for (const one of results) groups.get(one.group).push(one);
    options = [];
    list.replaceChildren(...[...groups].map(([name, some]) => group(name, some)), inTexts(query));
    chosen = -1;
    choose(-1);
    list.hidden = false;
    box.setAttribute("aria-expanded", "true");
    const { nothing, one, many } = status.dataset;
    status.textContent = results.length > 1 ? many.replace("%d", results.length) : results.length ? one : nothing;
  };

  const ask = async () => {
    const query = box.value.trim();
    asked?.abort();
    if (!query) return close();
    asked = new AbortController();
    try {
      const answer = await fetch(`${form.dataset.source}?q=${encodeURIComponent(query)}`, { signal: asked.signal, credentials: "omit" });
      if (answer.ok) show(query, (await answer.json()).results);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  };

  const move = (step) => {
    const places = options.length + 1; // the box itself is one of them
    choose(((chosen + 1 + step + places) % places) - 1);
  };

  box.addEventListener("input", () => {
    clearTimeout(timer);
    choose(-1);
    timer = setTimeout(ask, WAIT);
  });

  // While a syllable is being composed the keys are those of the input method.
  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) ask();
      else move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      location.assign(options[chosen].dataset.url);
    }
  });

  list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
  list.addEventListener("click", (event) => {
    const row = event.target.closest("[role=option]");
    if (row) location.assign(row.dataset.url);
  });
  box.addEventListener("blur", close);
  form.addEventListener("submit", close);
})();
