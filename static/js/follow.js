// The preview beside a text scrolls with it: headings stand beside headings, and what is between them in proportion.
(() => {
  if (!window.writing) return;
  const { places } = window.writing;
  const beside = matchMedia("(min-width: 62rem)");

  const follow = (area) => {
    const preview = area.closest(".markdownx")?.querySelector(".markdownx-preview");
    if (!preview) return;
    let marks = null; // pairs of the same place in the text and in the preview, in pixels

    const measure = (panel) => {
      const heads = [...area.value.matchAll(/^#{1,6} .*$/gm)].map((found) => found.index);
      const drawn = [...panel.querySelectorAll(".prose :is(h2, h3, h4, h5, h6)")];
      const top = panel.getBoundingClientRect().top - panel.scrollTop;
      const shown = drawn.map((head) => head.getBoundingClientRect().top - top);
      const typed = places(area, heads.slice(0, shown.length)).map((place) => place.top);
      const ends = [area.scrollHeight - area.clientHeight, panel.scrollHeight - panel.clientHeight];
      const between = typed.map((one, n) => [one, shown[n]]).filter(([one, other]) => one < ends[0] && other < ends[1]);
      return [[0, 0], ...between, ends];
    };

    const keep = () => {
      const panel = preview.querySelector(".preview");
      if (!panel || !beside.matches) return;
      marks ||= measure(panel);
      const next = marks.findIndex(([typed]) => typed > area.scrollTop);
      const [from, to] = next < 1 ? [marks.at(-1), marks.at(-1)] : [marks[next - 1], marks[next]];
      const part = to[0] > from[0] ? (area.scrollTop - from[0]) / (to[0] - from[0]) : 0;
      panel.scrollTop = from[1] + part * (to[1] - from[1]);
    };

    const anew = () => {
      marks = null;
      keep();
    };
    area.addEventListener("scroll", keep);
    window.addEventListener("resize", anew);
    preview.addEventListener("toggle", () => { marks = null; }, true); // a spoiler that is opened
    new MutationObserver(anew).observe(preview, { childList: true });
  };
  document.querySelectorAll("form.editor .markdownx-editor").forEach(follow);
})();
