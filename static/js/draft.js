// A form that keeps itself: what is written is in the database two seconds later at most, also when nobody pauses.
// Nothing is stored in the browser, which others may use: what could not be sent stays on the screen and is sent again.
// Without this file the page is a plain form with a button to save.
"use strict";

const form = document.querySelector("form[data-draft]");
const state = document.getElementById("draft-state");
const saveButton = document.getElementById("save-draft");
const PAUSE = 800; // after the last key
const LONGEST = 1500; // after the first one that is not saved
const RETRY = 2000; // after a failure
const PATIENCE = 10_000; // after the fifth in a row
const SLOW = 1000; // only a saving that takes longer is announced
const LARGEST = 60_000; // bytes that a browser still sends for a page that is being closed

let changed = false; // something on the screen is not in the database yet
let refused = false; // the server found something to correct: the page will say it beside the fields
let stopped = false; // another tab has saved: nothing is sent until both texts have been read
let leaving = false;
let since = 0; // when the first change was made that is not saved
let failures = 0;
let quiet = 0; // until then the server is left alone
let timer = 0;
let pending = 0;
let line = Promise.resolve(); // one request at a time: each carries the revision of the one before
const unheard = []; // what was sent without an answer: it may well be in the database

document.documentElement.classList.add("with-script");

// The same words twice are not read out twice.
const say = (text, wrong = false) => {
  if (state.textContent !== text) state.textContent = text;
  state.classList.toggle("is-wrong", wrong);
};

const wait = (delay) => {
  clearTimeout(timer);
  timer = setTimeout(() => keep(), Math.max(delay, quiet - Date.now(), 0));
};

const note = () => {
  if (!changed || refused) since = Date.now();
  changed = true;
  refused = false;
  if (!stopped) wait(Math.min(PAUSE, since + LONGEST - Date.now()));
};

// The draft. While a request is on its way nothing is sent: what changed meanwhile follows it.
const keep = () => (pending ? null : send(form.action, {}));

// Answers the data of the server, or null when it was not saved; the sentence is said either way.
const send = (url, extra) => {
  pending += 1;
  line = line.then(() => post(url, extra)).finally(() => {
    pending -= 1;
    if (changed && !refused && !stopped && !pending) wait(document.hidden ? 0 : PAUSE);
  });
  return line;
};

const sizeOf = (body) => [...body.values()].reduce((size, value) => size + 200 + 3 * value.length, 0);

const post = async (url, extra, again = false) => {
  if (stopped) return null;
  clearTimeout(timer);
  const body = new FormData(form);
  Object.entries(extra).forEach(([name, value]) => body.set(name, value));
  changed = false;
  const slow = setTimeout(() => say(form.dataset.saving), SLOW);
  const request = { method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual" };
  let response;
  try {
    response = await fetch(url, { ...request, keepalive: sizeOf(body) < LARGEST });
  } catch {
    unheard.push(body);
    return failed(form.dataset.offline);
  } finally {
    clearTimeout(slow);
  }
  if (response.type === "opaqueredirect") return failed(form.dataset.signedOut);
  if (response.status === 403 && !again) return forbidden(url, extra);
  if (response.status >= 500) {
    unheard.push(body);
    return failed(form.dataset.offline);
  }
  failures = 0;
  const isData = response.headers.get("Content-Type") === "application/json";
  const data = isData ? await response.json() : { errors: { "": [sentenceFor(response.status)] } };
  if (response.status === 409) {
    const ours = !again && unheard.some((sent) => isIn(sent, data.values));
    unheard.length = 0;
    if (!ours) return shownElsewhere(data);
    form.elements.revision.value = data.revision;
    return post(url, extra, true);
  }
  unheard.length = 0;
  return response.ok ? kept(data, url) : notKept(data, url);
};

const kept = (data, url) => {
  form.elements.revision.value = data.revision;
  showErrors(data.errors, "draft");
  if (url !== form.action) showErrors({}, "verb");
  refused = Object.keys(data.errors).length > 0;
  changed = changed || refused;
  if (refused) say(form.dataset.refused, true);
  else if (!changed) say(data.kept);
  document.dispatchEvent(new CustomEvent("kept", { detail: data }));
  return data;
};

// A skill or a card that is refused holds nothing back: the draft goes on by itself.
const notKept = (data, url) => {
  changed = true;
  refused = url === form.action;
  showErrors(data.errors, refused ? "draft" : "verb");
  say(Object.values(data.errors).flat().join(" "), true);
  return data;
};

const sentenceFor = (status) => {
  if ([400, 413].includes(status)) return form.dataset.tooLong;
  return status === 404 ? form.dataset.gone : form.dataset.closed;
};

// The server saved it, and the answer was lost on the way: then what is saved is what was sent.
const isIn = (body, values) =>
  Object.entries(values).every(([name, value]) => plain(body.get(name)) === plain(value));

const plain = (value) => String(value ?? "").replace(/\r\n?/g, "\n").trim();

const shownElsewhere = (data) => {
  stopped = true;
  changed = true;
  say(data.errors[""][0], true);
  state.append(" ", button(form.dataset.showBoth, leave));
  return null;
};

const failed = (text) => {
  failures += 1;
  changed = true;
  quiet = Date.now() + (failures > 5 ? PATIENCE : RETRY);
  say(text, true);
  wait(0);
  return null;
};

// Whoever signed in again in another tab has a new token: it is read from a fresh copy of this page.
const forbidden = async (url, extra) => {
  let page;
  try {
    page = await fetch(form.action, { headers: { Accept: "text/html" } });
  } catch {
    return failed(form.dataset.offline);
  }
  const copy = new DOMParser().parseFromString(await page.text(), "text/html");
  const token = copy.querySelector(`#${form.id} [name=csrfmiddlewaretoken]`);
  if (!token) return failed(page.redirected ? form.dataset.signedOut : form.dataset.closed);
  form.elements.csrfmiddlewaretoken.value = token.value;
  return post(url, extra, true);
};

// --- What is wrong, beside its field --------------------------------------------------------------

// `group`: the refusals of the draft go with its next saving, those of a verb when it is tried again.
const showErrors = (errors, group) => {
  form.querySelectorAll(`.invalid-feedback:not([data-group]), [data-group="${group}"]`).forEach((old) => {
    form.querySelector(`[aria-describedby~="${old.id}"]`)?.removeAttribute("aria-invalid");
    old.remove();
  });
  if (group === "draft" && !Object.keys(errors).length) document.querySelector(".alert-danger")?.remove();
  Object.entries(errors).forEach(([name, texts]) => showError(form.elements[name], `id_${name}_error`, texts, group));
};

const showError = (named, id, texts, group) => {
  const field = named instanceof RadioNodeList ? named[0].closest("fieldset") : named;
  if (!field) return;
  const words = document.createElement("div");
  Object.assign(words, { className: "invalid-feedback", id, textContent: texts.join(" ") });
  words.dataset.group = group;
  words.setAttribute("role", "alert");
  (field.closest(".skill-search-line, .form-check") || field.querySelector?.(".cluster") || field).after(words);
  const described = (field.getAttribute("aria-describedby") || "").split(" ").filter((other) => other && other !== id);
  field.setAttribute("aria-describedby", [id, ...described].join(" "));
  if (field.matches("input, textarea, select")) field.setAttribute("aria-invalid", "true");
};

const button = (text, action) => {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn btn-sm btn-outline-primary";
  made.textContent = text;
  made.addEventListener("click", action);
  return made;
};

// --- Leaving --------------------------------------------------------------------------------------

const leave = () => {
  leaving = true;
  if (saveButton) form.requestSubmit(saveButton);
  else location.reload();
};

// First the draft is kept: nobody leaves towards a sign-in page or an error with words that are only on the screen.
const settle = () => line.then(() => (changed && !refused ? keep() : null));
const isSettled = () => leaving || refused || !(pending || changed);

form.addEventListener("submit", (event) => {
  if (isSettled()) {
    clearTimeout(timer);
    leaving = true;
    return;
  }
  event.preventDefault();
  const { submitter } = event;
  settle().then(() => { if (isSettled()) form.requestSubmit(submitter); });
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || link?.target || link?.origin !== location.origin;
  if (!link || elsewhere || link.getAttribute("href").startsWith("#") || isSettled()) return;
  event.preventDefault();
  settle().then(() => {
    leaving = !changed;
    location.assign(link.href);
  });
});

document.addEventListener("input", (event) => {
  if (event.target.form === form && !event.target.closest("[data-not-kept]")) note();
});
document.addEventListener("visibilitychange", () => {
  if (document.hidden && changed && !refused && !leaving) keep();
});
window.addEventListener("online", () => {
  quiet = 0;
  if (changed && !refused) keep();
});
// A card that is begun is not part of the draft: the browser asks before it is lost.
const hasBegun = () =>
  [...form.querySelectorAll("[data-not-kept] input")].some((input) => input.value !== input.defaultValue || input.checked);

window.addEventListener("beforeunload", (event) => {
  if ((changed || pending || hasBegun()) && !leaving) event.preventDefault();
});

// What was sent and refused without this script is on the screen only.
if ("unsaved" in form.dataset) note();
if ("conflict" in form.dataset) changed = true;
