// A toolbar over each Markdown text, and its shortcuts.
(() => {
  const pattern = document.querySelector("template#toolbar");
  if (!window.writing || !pattern) return;
  const { insert, caret, words } = window.writing;
  const KEYS = { b: "bold", i: "italic", k: "link" };
  const SHIFTED = { Digit7: "heading", Digit8: "list", Digit9: "quote" };

  const around = (mark) => (area) => {
    const { selectionStart: start, selectionEnd: end, value } = area;
    const size = mark.length;
    const chosen = value.slice(start, end);
    const [before, after] = [value.slice(0, start).match(/\**$/)[0], value.slice(end).match(/^\**/)[0]];
    const marked = [before, after].every((stars) => stars.length === size || stars.length > 2);
    if (marked) insert(area, chosen, start - size, end + size);
    else insert(area, mark + chosen + mark, start, end);
    const moved = marked ? -size : size;
    area.setSelectionRange(start + moved, end + moved);
  };

  // Before each of the chosen lines; taken away where all have it.
  const before = (mark, other = /^$/) => (area) => {
    const { selectionStart: start, selectionEnd: end, value } = area;
    const from = value.lastIndexOf("\n", start - 1) + 1;
    const to = (value.slice(end).search("\n") + 1 || value.length - end + 1) + end - 1;
    const lines = value.slice(from, to).split("\n");
    const all = lines.every((line) => line.startsWith(mark));
    const changed = lines.map((line) => (all ? line.slice(mark.length) : mark + line.replace(other, ""))).join("\n");
    insert(area, changed, from, to);
    if (start === end) caret(area, from + changed.length);
    else area.setSelectionRange(from, from + changed.length);
  };

  // The caret goes to where the name is asked for: there it is completed.
  const ask = (open, close) => (area) => {
    const { selectionStart: start, selectionEnd: end, value } = area;
    const chosen = close === "]]" && start < end ? `|${value.slice(start, end)}` : "";
    const from = chosen ? start : end;
    insert(area, open + chosen + close, from, end);
    caret(area, from + open.length);
  };

  const spoiler = (area) => {
    const { selectionStart: start, selectionEnd: end, value } = area;
    const head = ["", "\n\n", "\n"][/(^|\n\n)$/.test(value.slice(0, start)) ? 0 : value[start - 1] === "\n" ? 2 : 1];
    const open = `${head}::: spoiler `;
    insert(area, `${open}${words.spoiler}\n${value.slice(start, end).trim()}\n:::\n\n`, start, end);
    area.setSelectionRange(start + open.length, start + open.length + words.spoiler.length);
  };

  const ACTS = {
    bold: around("**"),
    italic: around("*"),
    heading: before("## ", /^#+ */),
    quote: before("> "),
    list: before("- "),
    link: ask("[[", "]]"),
    cite: ask("[^", "]"),
    spoiler,
  };

  const put = (area) => {
    const bar = pattern.content.firstElementChild.cloneNode(true);
    const box = document.createElement("div");
    box.className = "md";
    area.before(box);
    box.append(bar, area);
    bar.setAttribute("aria-controls", area.id);
    const buttons = [...bar.querySelectorAll("button")];
    const rove = (button) => buttons.forEach((one) => { one.tabIndex = one === button ? 0 : -1; });
    rove(buttons[0]);
    bar.addEventListener("focusin", (event) => rove(event.target));
    bar.addEventListener("click", (event) => ACTS[event.target.closest("[data-do]")?.dataset.do]?.(area));
    bar.addEventListener("keydown", (event) => {
      const here = buttons.indexOf(document.activeElement);
      const to = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: -1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      buttons.at(to % buttons.length).focus();
    });
  };
  document.querySelectorAll("form.editor .markdownx-editor").forEach(put);

  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing || !event.target.matches?.(".md textarea")) return;
    const act = event.shiftKey ? SHIFTED[event.code] : KEYS[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    ACTS[act](event.target);
  }, true);
})();
