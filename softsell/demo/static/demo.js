// Three conveniences; every page works without them.
(() => {
  // While time passes, the button says so and cannot be pressed twice.
  for (const form of document.querySelectorAll("form[data-busy]")) {
    form.addEventListener("submit", (event) => {
      if (form.getAttribute("aria-busy") === "true") {
        event.preventDefault();
        return;
      }
      form.setAttribute("aria-busy", "true");
      const said = form.querySelector("time") || event.submitter;
      if (said) said.textContent = form.dataset.busy;
    });
  }
  // Coming back by the browser's own button: nothing is busy any more.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) window.location.reload();
  });
  // A letter's frame is as high as the letter.
  for (const frame of document.querySelectorAll("iframe.body")) {
    const fit = () => {
      frame.style.height = "";
      const page = frame.contentDocument && frame.contentDocument.documentElement;
      if (page) frame.style.height = `${Math.max(200, page.scrollHeight) + 2}px`;
    };
    frame.addEventListener("load", fit);
    window.addEventListener("resize", fit);
    fit();
  }
})();
