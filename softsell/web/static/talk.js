// Sends an answer without leaving the page, then shows what the page would have shown. Without it everything works.
"use strict";
(() => {
  const told = document.getElementById("told");
  let busy = false;

  const tell = (words, failed) => {
    told.textContent = words;
    told.classList.toggle("hidden", !failed);
    told.classList.toggle("failed", failed);
  };

  const show = (html, url) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const next = page.getElementById("main");
    if (!next) return false;
    document.getElementById("main").replaceChildren(...next.childNodes);
    document.title = page.title;
    history.replaceState(null, "", url.split("#")[0].split("?")[0]);
    const now = document.getElementById("now");
    if (now) {
      now.focus({ preventScroll: true });
      const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
      document.querySelector(".letterhead").scrollIntoView({ behavior: still ? "auto" : "smooth" });
    }
    return true;
  };

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (form.method !== "post" || !form.closest("#main")) return;
    event.preventDefault();
    if (busy) return;
    busy = true;
    const main = document.getElementById("main");
    main.setAttribute("aria-busy", "true");
    tell(told.dataset.waiting, false);
    try {
      const body = new URLSearchParams(new FormData(form, event.submitter));
      const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "text/html" } });
      if (!answer.ok || !show(await answer.text(), answer.url)) throw new Error(String(answer.status));
      tell(told.dataset.sent, false);
    } catch {
      tell(told.dataset.failed, true);
      told.scrollIntoView({ block: "nearest" });
    } finally {
      main.removeAttribute("aria-busy");
      busy = false;
    }
  });
})();
