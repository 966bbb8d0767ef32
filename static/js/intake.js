// A list in the hands of the background: the bar moves without loading the page again.
// Without this file the page loads itself every three seconds (see its <noscript>).
"use strict";

const bar = document.getElementById("progress");
const words = document.getElementById("progress-words");
const help = document.getElementById("progress-help");
const EVERY = 1000;

const ask = async () => {
  let state;
  try {
    // Not followed: the page to sign in would say to nobody why the session was closed.
    const response = await fetch(bar.dataset.state, { headers: { accept: "application/json" }, redirect: "manual" });
    // Signed out meanwhile, or the list was thrown away in another tab: the page knows what to say.
    if (!response.ok) return location.reload();
    state = await response.json();
  } catch {
    return setTimeout(ask, 5 * EVERY);
  }
  if (!state.is_going_on) return location.reload();
  if (words.textContent !== state.words) words.textContent = state.words;
  if (state.rows) {
    bar.max = state.rows;
    bar.value = state.done;
  }
  // A help that appears brings a button with it.
  if (state.help && help.hidden) return location.reload();
  return setTimeout(ask, EVERY);
};

setTimeout(ask, EVERY);
