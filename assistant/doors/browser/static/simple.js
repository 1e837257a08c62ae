// The simple mode works without this file. With it an answer joins the page without a reload, so that a screen reader
// reads just the answer and the cursor stays in the field.
"use strict";

(() => {
  let busy = false;

  function put(page) {
    const fresh = new DOMParser().parseFromString(page, "text/html");
    const latest = fresh.getElementById("latest");
    if (!latest) {
      document.documentElement.replaceWith(document.importNode(fresh.documentElement, true));
      return;
    }
    document.getElementById("latest").removeAttribute("id");
    document.getElementById("log").append(document.importNode(latest, true));
    document.getElementById("form").replaceWith(document.importNode(fresh.getElementById("form"), true));
    document.getElementById("text").focus();
    document.getElementById("latest").scrollIntoView();
  }

  async function send(event) {
    event.preventDefault();
    if (busy) return;
    busy = true;
    const form = event.target;
    const data = new FormData(form, event.submitter);
    document.getElementById("trouble").hidden = true;
    try {
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(data) });
      put(await answer.text());
    } catch {
      document.getElementById("trouble").hidden = false; // what was typed is still there
    } finally {
      busy = false;
    }
  }

  document.addEventListener("submit", send);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.target.id === "text") {
      event.preventDefault();
      document.getElementById("form").requestSubmit();
    }
  });
})();
