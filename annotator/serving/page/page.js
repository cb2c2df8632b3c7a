// What the terminal's own script leaves open: focus, Ctrl+V, and what to do when the line is gone.
"use strict";

const SOONEST = 500, LATEST = 8000; // milliseconds between two tries

window.addEventListener("DOMContentLoaded", () => {
  const body = document.body;
  document.getElementById("reviewer")?.select();
  if (!body.classList.contains("review")) return;
  let tries = 0;

  // The terminal's script marks the body when the first byte is drawn and when its line has closed.
  new MutationObserver(() => {
    if (body.classList.contains("-closed")) return lost();
    if (body.classList.contains("-first-byte")) focusTerminal();
  }).observe(body, { attributes: true, attributeFilter: ["class"] });

  window.addEventListener("focus", focusTerminal);

  function focusTerminal() {
    if (!body.classList.contains("lost")) document.querySelector(".xterm-helper-textarea")?.focus();
  }

  function lost() {
    if (body.classList.contains("lost")) return;
    body.classList.add("lost");
    show("Connection lost. Reconnecting ...");
    ask();
  }

  async function ask() {
    try {
      const answer = await fetch(body.dataset.stateUrl);
      if (answer.ok) {
        const { state, words } = await answer.json();
        if (state === "back" && body.classList.contains("-first-byte")) return location.reload();
        if (state === "back") return show("The review screen could not be reached.", "Try again");
        if (state === "ended") return show(words, "Start again");
        return show("This review is open in another page.", "Go on here");
      }
      return show("The server was started anew. Open the address that annotator serve printed.");
    } catch {
      const wait = Math.min(SOONEST * 2 ** tries++, LATEST);
      show("Connection lost. Reconnecting ...\nWhat was shown as saved is saved.");
      setTimeout(ask, wait);
    }
  }

  function show(words, button) {
    document.getElementById("words").textContent = words;
    const again = document.getElementById("again");
    again.hidden = !button;
    if (!button) return;
    again.textContent = button;
    again.onclick = () => location.reload();
    if (document.activeElement !== again) again.focus();
  }

  // The terminal would send Ctrl+V as a key; left to the browser it pastes.
  window.addEventListener("keydown", (event) => {
    if (event.ctrlKey && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "v") {
      event.stopImmediatePropagation();
    }
  }, true);
});
