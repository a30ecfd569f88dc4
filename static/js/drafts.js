// What is typed into the editor is kept on the server every few seconds. The form itself keeps it too, when it is sent.
(() => {
  const form = document.querySelector("form.editor");
  const state = form?.querySelector("[data-keep]");
  if (!state) return;
  const PAUSE = 4000; // at most so often
  const AGAIN = 10000; // after it failed
  const PATIENCE = 20000; // for an answer: a busy database takes up to eight seconds
  const LEAVING = 60000; // letters that a browser still sends while the page goes away
  const PARTS = { body: "text", facts: "facts" };
  const fields = form.elements;
  const present = form.querySelector("[data-present]");

  const say = (told) => { if (state.textContent !== told) state.textContent = told; }; // said aloud once, not every time
  const token = () => {
    const letters = String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16)));
    return btoa(letters).replace(/[+/]/g, (sign) => (sign === "+" ? "-" : "_")).replaceAll("=", "");
  };
  const typed = () => {
    const data = new FormData(form);
    for (const name of ["draft", "draft_seq", "draft_part", "csrfmiddlewaretoken"]) data.delete(name);
    return new URLSearchParams([...data].filter(([, value]) => typeof value === "string")).toString();
  };

  let kept = typed();
  let timer = 0;
  let due = 0; // when the next one may go
  let cut = false; // whether the last one did not arrive
  let sending = null;
  let seen; // who else is typing

  const later = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(() => { timer = 0; keep(); }, wait);
  };
  const soon = () => { if (!timer) later(Math.max(due - Date.now(), PAUSE / 2)); };

  const send = async (text, leaving) => {
    fields.draft_seq.value = Number(fields.draft_seq.value) + 1;
    const own = { draft: fields.draft.value, draft_seq: fields.draft_seq.value, draft_part: fields.draft_part.value };
    const body = `${text}&${new URLSearchParams(own)}`;
    const answer = await fetch(state.dataset.keep, {
      method: "POST",
      headers: {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-CSRFToken": window.writing.token(form),
      },
      body,
      keepalive: Boolean(leaving) && body.length < LEAVING,
      signal: AbortSignal.timeout(PATIENCE),
    });
    const old = own.draft_seq !== fields.draft_seq.value; // something newer has gone since
    const json = answer.headers.get("Content-Type") === "application/json";
    return { status: answer.status, old, wait: Number(answer.headers.get("Retry-After")) * 1000, ...(json && await answer.json()) };
  };

  const heard = (text, { status, old, told, wait, late, present: others }) => {
    cut = false;
    if (late && old) return;
    if (status === 200) {
      kept = text;
      say(told);
      if (others === seen) return;
      seen = others;
      present.lastElementChild.innerHTML = others;
      present.hidden = !others;
    } else if (late) { // this form stands open twice, or was published: from here on it is another draft
      fields.draft.value = token();
      fields.draft_seq.value = 0;
      later(0);
    } else {
      say(told || state.dataset.failed);
      if (status !== 413) later(wait || AGAIN); // what is too long has to become shorter first
    }
  };

  const keep = async (leaving) => {
    const text = typed();
    if (text === kept || (sending && !leaving)) return;
    due = Date.now() + PAUSE;
    const mine = send(text, leaving);
    sending = mine;
    try {
      heard(text, await mine);
    } catch {
      cut = true;
      say(state.dataset.failed);
      later(AGAIN);
    } finally {
      if (sending === mine) sending = null;
    }
    if (!cut && typed() !== text) soon();
  };

  const changed = (event) => {
    const part = event.target.closest("[data-list]")?.dataset.list || PARTS[event.target.closest("#body, #facts")?.id];
    if (part && event.type !== "click") fields.draft_part.value = part;
    if (!cut) soon();
  };
  for (const type of ["input", "change", "click"]) form.addEventListener(type, changed);
  addEventListener("online", () => keep());
  addEventListener("beforeunload", () => keep()); // while it is asked whether to leave
  document.addEventListener("visibilitychange", () => { if (document.hidden) keep(true); });
  addEventListener("pagehide", () => keep(true));

  // The form keeps itself where it arrives. Where it would not, the browser's own page takes the place of this one: what
  // is not kept yet goes first.
  let passing, asking;
  document.addEventListener("submit", async (event) => {
    if (event.target !== form) return;
    clearTimeout(timer);
    timer = 0;
    const text = typed();
    if (passing || (navigator.onLine && !cut && text === kept)) {
      kept = text;
      fields.draft_seq.value = Number(fields.draft_seq.value) + 1;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (asking) return;
    asking = true;
    try {
      heard(text, await send(text));
      passing = true;
      form.requestSubmit(event.submitter);
    } catch {
      say(state.dataset.unsent);
      later(AGAIN);
    } finally {
      passing = asking = false;
    }
  }, true);
})();
