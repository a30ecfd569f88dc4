// The address of a page in another database becomes its id there as soon as it is pasted.
(() => {
  if (!window.writing) return;
  const { insert, say, words } = window.writing;

  const read = (typed, sites) => {
    for (const [site, pattern] of Object.entries(sites)) {
      const found = new RegExp(pattern).exec(typed.trim());
      if (found) return [site, found[1]];
    }
    return null;
  };

  document.addEventListener("paste", (event) => {
    const field = event.target;
    if (!field.matches?.("[data-sites]")) return;
    const pasted = event.clipboardData.getData("text");
    const found = read(pasted, JSON.parse(field.dataset.sites));
    if (!found) {
      if (/^\s*[a-z]+:/i.test(pasted) && !/^\s*\w+:\s*\w+\s*(,|$)/.test(pasted)) say(words.foreign);
      return;
    }
    event.preventDefault();
    const [site, id] = found;
    const [start, end] = [field.selectionStart, field.selectionEnd];
    const rest = `${field.value.slice(0, start)},${field.value.slice(end)}`.split(",").map((part) => part.trim());
    const kept = rest.filter((part) => part && part.split(":")[0].trim().toLowerCase() !== site && part !== `${site}:`);
    insert(field, [...kept, `${site}: ${id}`].join(", "), 0, field.value.length);
    say(words.id, `${site}: ${id}`);
  });
})();
