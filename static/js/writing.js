// What the editor's other scripts write with. They attach to fields wherever these are, and none is needed to edit.
window.writing = (() => {
  const told = document.getElementById("typing");
  if (!told) return null;
  const status = document.getElementById("typing-says");

  // As if it were typed: the browser's own undo takes it back, and whoever listens to the field hears of it.
  const insert = (field, text, start, end) => {
    field.focus();
    field.setSelectionRange(start, end);
    if (start === end && !text) return;
    if (document.execCommand(text ? "insertText" : "delete", false, text)) return;
    field.setRangeText(text, start, end, "end");
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  };

  const caret = (field, place) => field.setSelectionRange(place, place);

  const tell = (field, name = "input") => field.dispatchEvent(new Event(name, { bubbles: true }));

  const say = (text, ...values) => {
    status.textContent = values.reduce((said, value) => said.replace("%s", value), text);
  };

  // Where letters of a text stand in it, in pixels from its top: measured in a copy that wraps as the text does.
  const COPIED = ["font", "letterSpacing", "lineHeight", "padding", "border", "boxSizing", "tabSize", "unicodeBidi"];
  const places = (area, letters) => {
    const copy = document.createElement("div");
    const style = getComputedStyle(area);
    for (const name of COPIED) copy.style[name] = style[name];
    copy.className = "measured";
    copy.style.width = `${area.clientWidth + parseFloat(style.borderLeftWidth) + parseFloat(style.borderRightWidth)}px`;
    let last = 0;
    const marks = letters.map((letter) => {
      const mark = document.createElement("span");
      copy.append(area.value.slice(last, letter), mark);
      last = letter;
      return mark;
    });
    copy.append(area.value.slice(last) || " ");
    document.body.append(copy);
    const found = marks.map((mark) => ({ top: mark.offsetTop, left: mark.offsetLeft }));
    copy.remove();
    return found;
  };

  const keysOfSources = () => [...document.querySelectorAll("[name^=sources-][name$=-key]")];

  // Logging in again, in another tab, changes what a form has to bring.
  const token = (form) => /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] || form.elements.csrfmiddlewaretoken.value;

  return { words: told.dataset, insert, caret, tell, say, places, keysOfSources, token };
})();
