// What the desk does when scripts run: the lint while a reply is written, the letter while a setting is changed.
// Without it every page works the same, one press later.
"use strict";
(() => {
  const later = (wait, work) => {
    let timer = 0;
    return () => { clearTimeout(timer); timer = setTimeout(work, wait); };
  };
  const line = (words, strong) => {
    const p = document.createElement("p");
    p.append(strong ? Object.assign(document.createElement("b"), { textContent: words }) : words);
    return p;
  };

  const reply = document.querySelector("form[data-lint]");
  if (reply) {
    const text = reply.elements.text, found = reply.querySelector("[data-findings]");
    let seen = text.value;
    const read = async () => {
      if (text.value === seen) return;
      seen = text.value;
      const body = new URLSearchParams({ token: reply.elements.token.value, lang: reply.dataset.lang, text: seen });
      let told;
      try {
        const answer = await fetch(reply.dataset.lint, { method: "POST", body });
        if (!answer.ok) return;
        told = await answer.json();
      } catch { return; }
      if (seen !== text.value) return;
      text.setAttribute("aria-invalid", told.blocked);
      found.replaceChildren(...told.findings.map((one) => {
        const box = document.createElement("div");
        box.className = "finding " + one.severity;
        box.append(line(one.title, true), line(one.why));
        if (one.instead) box.append(line(one.instead));
        return box;
      }));
    };
    text.addEventListener("input", later(400, read));
  }

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
