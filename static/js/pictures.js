// Pictures on their way in: what is sent, how far it is, and what is asked about it. Everything here also works without it.
(() => {
  const UPLOAD = "/markdownx/upload/";
  const DATA = "application/json";

  // Sends a form and tells how much of it has gone: fetch cannot.
  const send = (address, body, progress) => new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    request.setRequestHeader("Accept", DATA);
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => {
      if (progress && event.lengthComputable) progress.value = (100 * event.loaded) / event.total;
    });
    request.addEventListener("load", () => resolve({ status: request.status, data: request.response || {} }));
    request.addEventListener("error", reject);
    request.send(body);
  });

  // The page on which files are chosen.
  for (const form of document.querySelectorAll("form[data-upload]")) {
    const files = form.querySelector("input[type=file]");
    const progress = form.querySelector("progress");
    if (!files || !progress || files.form.elements.base) continue;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      progress.classList.remove("vh");
      try {
        const { status, data } = await send(form.action, new FormData(form), progress);
        if (data.address) location.assign(data.address);
        else if (!data.image || status === 403) form.submit(); // the answer has a fresh token, which this form needs
        else {
          const told = form.querySelector("[role=alert]") || document.createElement("p");
          told.className = "err";
          told.setAttribute("role", "alert");
          told.textContent = data.image.join(" ");
          progress.before(told);
        }
      } catch {
        form.submit();
      }
    });
  }

  // The editor: pictures that are pasted or dropped into the text, and a button beside each field that names one.
  const pattern = document.querySelector("template#upload-dialog");
  const editor = document.querySelector("form.editor");
  if (!pattern || !editor) return;
  const token = () => window.writing.token(editor);

  const ask = (files, done) => {
    const dialog = pattern.content.cloneNode(true).querySelector("dialog");
    const form = dialog.querySelector("form");
    const told = dialog.querySelector("[role=status]");
    const progress = dialog.querySelector("progress");
    const questions = dialog.querySelector(".questions");
    const wanted = [];
    document.body.append(dialog);
    dialog.addEventListener("close", () => dialog.remove());
    dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
    dialog.showModal();

    const take = async (file) => {
      const body = new FormData();
      body.append("csrfmiddlewaretoken", token());
      body.append("image", file);
      progress.hidden = false;
      const { data } = await send(UPLOAD, body, progress);
      progress.hidden = true;
      if (!data.form) {
        told.append(`${file.name}: ${(data.image || [told.dataset.failed]).join(" ")} `);
        return;
      }
      wanted.push(new URL(data.address, location.href).searchParams.get("file"));
      questions.insertAdjacentHTML("beforeend", data.form);
      if (wanted.length === 1) questions.querySelector("input:not([type=hidden])")?.focus();
    };

    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (!wanted.length) return;
      const body = new FormData(form);
      body.append("csrfmiddlewaretoken", token());
      const address = new URL(dialog.dataset.address, location.href);
      for (const digest of wanted) address.searchParams.append("file", digest);
      try {
        const { data } = await send(address, body);
        if (data.pictures) {
          dialog.close();
          done(data.pictures);
        } else if (data.form) {
          questions.innerHTML = data.form;
          questions.querySelector("[aria-invalid=true]")?.focus();
        } else {
          told.textContent = data.told || told.dataset.failed;
        }
      } catch {
        told.textContent = told.dataset.failed;
      }
    });

    (async () => {
      for (const file of files) {
        try {
          await take(file);
        } catch {
          told.textContent = told.dataset.failed;
        }
      }
    })();
  };

  // Where the caret was: a dialog that opens may take it away.
  const place = (area) => [area.value.slice(0, area.selectionStart), area.value.slice(area.selectionEnd)];

  const write = (area, [head, tail], pictures) => {
    const code = pictures.map((picture) => picture.code).join("\n");
    const before = head.replace(/[^\n]$/, "$&\n\n");
    const after = tail.replace(/^[^\n]/, "\n\n$&");
    window.writing.insert(area, before.slice(head.length) + code + after.slice(0, after.length - tail.length), head.length, area.value.length - tail.length);
    area.setSelectionRange(before.length, before.length + code.length);
  };

  const pictured = (list) => [...(list?.files || [])].filter((file) => file.type.startsWith("image/"));
  const take = (event, list) => {
    const area = event.target;
    if (!area.matches?.(".markdownx-editor") || !pictured(list).length) return;
    event.preventDefault();
    event.stopImmediatePropagation(); // the Markdown script would send it by itself, and ask nothing
    const here = place(area);
    ask(pictured(list), (pictures) => write(area, here, pictures));
  };
  document.addEventListener("paste", (event) => take(event, event.clipboardData), true);
  document.addEventListener("drop", (event) => take(event, event.dataTransfer), true);

  // A button behind each field: it opens the system's own dialog, which on a phone offers the camera.
  const chooser = document.createElement("input");
  chooser.type = "file";
  chooser.accept = pattern.dataset.accept;
  const choose = (many, done) => {
    chooser.multiple = many;
    chooser.value = "";
    chooser.onchange = () => { if (chooser.files.length) ask([...chooser.files], done); };
    chooser.click();
  };
  const fill = (section, pictures) => {
    for (const picture of pictures) {
      const empty = () => [...section.querySelectorAll(".rows input[name$=-picture]")].find((field) => !field.value);
      if (!empty()) section.querySelector("button[name=add]").click();
      empty().value = picture.title;
    }
  };
  editor.addEventListener("click", (event) => {
    if (event.target.closest("[data-choose-rows]")) {
      choose(true, (pictures) => fill(event.target.closest("[data-list]"), pictures));
      return;
    }
    const button = event.target.closest("[data-choose]");
    if (!button) return;
    const field = button.dataset.choose && document.getElementById(button.dataset.choose);
    const area = (button.closest(".md") || editor).querySelector(".markdownx-editor");
    const here = area && place(area);
    choose(!field, (pictures) => {
      if (!field) return write(area, here, pictures);
      field.value = pictures[0].title;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.focus();
    });
  });
  for (const button of editor.querySelectorAll("[data-choose], [data-choose-rows]")) button.hidden = false;
})();
