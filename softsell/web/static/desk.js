// What the desk does when scripts run: the lint while a reply is written, the letter while a setting is changed.
// Without it every page works the same, one press later.
"use strict";
(() => {
  const later = (wait, work) => {
    let timer = 0;
    return () => { clearTimeout(timer); timer = setTimeout(work, wait); };
  };
  const live = (form) => {
    const text = form.elements.text, under = document.createElement("div");
    let before = text.value, marks = [];
    under.className = "under";
    under.setAttribute("aria-hidden", "true");
    text.before(under);
    const draw = () => {
      const words = text.value, out = [];
      let at = 0;
      for (const [start, end, how] of marks) {
        const mark = Object.assign(document.createElement("mark"), { className: how, textContent: words.slice(start, end) });
        out.push(words.slice(at, start), mark);
        at = end;
      }
      under.replaceChildren(...out, words.slice(at) + "\n");
      under.scrollTop = text.scrollTop;
    };
    // What is typed moves the marks behind it and takes away those it touches, until the lint has read again.
    const shift = () => {
      const now = text.value, most = Math.min(before.length, now.length), by = now.length - before.length;
      let a = 0, z = 0;
      while (a < most && before[a] === now[a]) a++;
      while (z < most - a && before[before.length - 1 - z] === now[now.length - 1 - z]) z++;
      const end = before.length - z;
      marks = marks.flatMap(([s, e, how]) => e <= a ? [[s, e, how]] : s >= end ? [[s + by, e + by, how]] : []);
      before = now;
      draw();
    };
    const read = async () => {
      const asked = text.value, field = (name) => form.elements[name] ? form.elements[name].value : "";
      const body = new URLSearchParams({
        token: field("token"), page: field("page"), kind: field("kind"), lang: field("lang") || form.dataset.lang || "", text: asked,
      });
      let told;
      try {
        const answer = await fetch(form.dataset.lint, { method: "POST", body });
        if (!answer.ok) return;
        told = await answer.json();
      } catch { return; }
      if (asked !== text.value) return;
      marks = told.marks;
      draw();
      text.setAttribute("aria-invalid", told.blocked);
      const box = document.createElement("div");
      box.innerHTML = told.html;
      for (const part of box.children) {
        const place = document.querySelector(`[data-part="${part.dataset.part}"]`);
        if (place && place.innerHTML !== part.innerHTML) place.innerHTML = part.innerHTML;
      }
    };
    const soon = later(300, read);
    text.addEventListener("input", () => { shift(); soon(); });
    text.addEventListener("scroll", () => { under.scrollTop = text.scrollTop; });
    form.addEventListener("change", (event) => { if (event.target.matches("select")) read(); });
    document.addEventListener("click", (event) => {
      const button = event.target.closest("[data-use]");
      if (!button) return;
      const { was, use, start } = button.dataset;
      const at = text.value.startsWith(was, +start) ? +start : text.value.indexOf(was);
      if (at < 0) return;
      text.focus();
      text.setSelectionRange(at, at + was.length);
      // As if typed, so that it can be undone.
      const done = use ? document.execCommand("insertText", false, use) : document.execCommand("delete");
      if (!done) { text.setRangeText(use, at, at + was.length, "end"); shift(); read(); }
    });
    // What the coach has is put where the cursor is, as if typed, and read like every other word.
    document.querySelectorAll(`[form="${form.id}"][name="insert"]`).forEach((button) => button.addEventListener("click", (event) => {
      event.preventDefault();
      const at = text.selectionEnd, before = text.value.slice(0, at).trimEnd(), words = (before ? "\n\n" : "") + button.value;
      text.focus();
      text.setSelectionRange(before.length, at);
      if (!document.execCommand("insertText", false, words)) { text.setRangeText(words, before.length, at, "end"); shift(); read(); }
      text.scrollIntoView({ block: "nearest" });
    }));
    text.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); form.requestSubmit(); }
    });
    if (text.value.trim()) read();
  };
  document.querySelectorAll("[data-arrows]").forEach((list) => list.addEventListener("keydown", (event) => {
    const links = [...list.querySelectorAll(".item-name")], at = links.indexOf(document.activeElement);
    const to = links[at + { ArrowDown: 1, ArrowUp: -1 }[event.key]];
    if (at >= 0 && to) { event.preventDefault(); to.focus(); }
  }));
  document.querySelectorAll("form[data-lint]").forEach(live);

  const settings = document.querySelector("form[data-preview]");
  if (settings) {
    const place = document.querySelector("[data-previews]");
    let asked = 0;
    const show = async () => {
      const mine = ++asked, query = new URLSearchParams(new FormData(settings));
      query.delete("token");
      query.delete("nonce");
      try {
        const answer = await fetch(settings.dataset.preview + "?" + query);
        if (answer.ok && mine === asked) place.innerHTML = await answer.text();
      } catch { /* the letter stays as it was */ }
    };
    settings.addEventListener("input", later(600, show));
  }
})();
