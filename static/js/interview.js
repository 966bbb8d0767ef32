// The interview keeps itself: two seconds after the last key its draft is saved, and two letters find a skill.
// Without this file the page is a plain form with a button to save and a list to choose from.
"use strict";

const form = document.getElementById("interview-form");
const state = document.getElementById("draft-state");
const search = document.getElementById("id_skill");
const touches = document.getElementById("touches");
const newSkill = document.getElementById("new-skill");
const saveButton = document.getElementById("save-draft");
const PAUSE = 2000;
const RETRY = 5000;

document.documentElement.classList.add("with-script");
search.removeAttribute("list");

// --- The draft -----------------------------------------------------------------------------------

let changed = false; // something on the screen is not in the database yet
let refused = false; // the server found something to correct: the page will say it beside the fields
let stopped = false; // another tab has saved: nothing is sent until both texts have been read
let leaving = false;
let timer = 0;
let pending = 0;
let line = Promise.resolve(); // one request at a time: each carries the revision of the one before

const say = (text, wrong = false) => {
  state.textContent = text;
  state.classList.toggle("is-wrong", wrong);
};

const wait = (delay) => {
  clearTimeout(timer);
  timer = setTimeout(() => keep(), delay);
};

const note = () => {
  changed = true;
  refused = false;
  if (!stopped) wait(PAUSE);
};

const keep = (options) => send(form.action, {}, options);

// Answers the data of the server, or null when it was not saved; the sentence is said either way.
const send = (url, extra, options = {}) => {
  pending += 1;
  line = line.then(() => post(url, extra, options)).finally(() => { pending -= 1; });
  return line;
};

const post = async (url, extra, { keepalive = false, again = false } = {}) => {
  if (stopped) return null;
  clearTimeout(timer);
  const body = new FormData(form);
  Object.entries(extra).forEach(([name, value]) => body.set(name, value));
  changed = false;
  say(form.dataset.saving);
  let response;
  try {
    response = await fetch(url, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual", keepalive });
  } catch {
    return failed(form.dataset.offline, RETRY);
  }
  if (response.type === "opaqueredirect") return failed(form.dataset.signedOut, RETRY);
  if (response.status === 403 && !again) return forbidden(url, extra);
  return answered(response);
};

const answered = async (response) => {
  const data = response.headers.get("Content-Type") === "application/json" ? await response.json() : { errors: [] };
  if (response.ok) {
    form.elements.revision.value = data.revision;
    if (!changed) say(data.kept);
    return data;
  }
  if (response.status === 409) {
    stopped = true;
    changed = true;
    say(data.errors[0], true);
    state.append(" ", button(form.dataset.showBoth, leave));
    return null;
  }
  if (response.status >= 500) return failed(form.dataset.offline, RETRY);
  changed = true;
  refused = true;
  say(`${form.dataset.refused} ${data.errors.join(" ")}`, true);
  return response.status === 422 ? { errors: data.errors } : null;
};

const failed = (text, delay) => {
  changed = true;
  say(text, true);
  wait(delay);
  return null;
};

// Whoever signed in again in another tab has a new token: it is read from a fresh copy of this page.
const forbidden = async (url, extra) => {
  let page;
  try {
    page = await fetch(form.action, { headers: { Accept: "text/html" } });
  } catch {
    return failed(form.dataset.offline, RETRY);
  }
  const copy = new DOMParser().parseFromString(await page.text(), "text/html");
  const token = copy.querySelector("#interview-form [name=csrfmiddlewaretoken]");
  if (!token) return failed(page.redirected ? form.dataset.signedOut : form.dataset.closed, RETRY);
  form.elements.csrfmiddlewaretoken.value = token.value;
  return post(url, extra, { again: true });
};

const button = (text, action) => {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "btn btn-sm btn-outline-primary";
  made.textContent = text;
  made.addEventListener("click", action);
  return made;
};

const leave = () => {
  leaving = true;
  form.requestSubmit(saveButton);
};

document.addEventListener("input", (event) => {
  if (event.target.form === form && event.target !== search && !newSkill.contains(event.target)) note();
});
document.addEventListener("visibilitychange", () => {
  if (document.hidden && changed && !leaving) keep({ keepalive: true });
});
window.addEventListener("online", () => changed && keep());
window.addEventListener("beforeunload", (event) => {
  if (changed && !leaving) event.preventDefault();
});
form.elements.language.addEventListener("change", () => form.requestSubmit(saveButton));
form.addEventListener("submit", (event) => {
  // First the draft is kept: nobody leaves towards a sign-in page or an error with words that are only on the screen.
  // A draft on its way changes the revision: the page follows it, not the other way round.
  if (leaving || refused || !(pending || changed)) {
    clearTimeout(timer);
    leaving = true;
    return;
  }
  event.preventDefault();
  const { submitter } = event;
  line.then(() => (changed ? keep() : null)).then(() => {
    if (!changed || refused) form.requestSubmit(submitter);
  });
});

// --- Skills --------------------------------------------------------------------------------------

const problem = document.createElement("p");
problem.className = "invalid-feedback";
problem.setAttribute("role", "alert");
document.querySelector(".skill-search-line").after(problem);

const list = document.createElement("ul");
list.className = "found-skills";
list.id = "found-skills";
list.setAttribute("role", "listbox");
list.setAttribute("aria-label", search.labels[0].textContent);
list.hidden = true;
document.querySelector(".skill-search-line").append(list);
Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": "found-skills", "aria-expanded": "false" })
  .forEach(([name, value]) => search.setAttribute(name, value));

const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
const picks = [...document.querySelectorAll("#by-domain .pick")];
const isNoted = (key) => Boolean(touches.querySelector(`[data-skill="${key}"]`));

const add = async (url, extra) => {
  problem.textContent = "";
  const data = await send(url, extra);
  if (data && data.html) {
    touches.insertAdjacentHTML("beforeend", data.html);
    const card = touches.lastElementChild;
    touches.querySelectorAll(`[id="${card.id}"]`).forEach((old) => old !== card && old.remove());
    card.classList.add("touch-new");
    card.scrollIntoView({ block: "nearest" });
    search.value = "";
    newSkill.classList.remove("is-open");
  } else if (data && data.errors) {
    problem.textContent = data.errors.join(" ");
    newSkill.classList.add("is-open");
    // The draft itself is as it was: only the skill was refused.
    keep();
  }
  search.focus();
};

const pick = (key, url) => add(url, { skill_id: key, skill: "" });

form.addEventListener("click", async (event) => {
  const pressed = event.target.closest("button[formaction]");
  if (!pressed) return;
  event.preventDefault();
  if (pressed.classList.contains("touch-remove")) {
    if (await send(pressed.formAction, {})) pressed.closest(".touch").remove();
    search.focus();
  } else if (pressed.name === "skill_id") {
    await pick(pressed.value, pressed.formAction);
    if ("known" in pressed.dataset) pressed.closest("li").remove();
  } else if (search.value.trim()) {
    close();
    add(pressed.formAction, {});
  } else {
    search.focus();
  }
});

// --- Two letters ---------------------------------------------------------------------------------

let current = -1;

const close = () => {
  list.hidden = true;
  list.replaceChildren();
  current = -1;
  search.setAttribute("aria-expanded", "false");
  search.removeAttribute("aria-activedescendant");
};

const matching = (words) =>
  picks
    .filter((choice) => !isNoted(choice.value) && words.every((word) => choice.dataset.words.includes(word)))
    .sort((one, other) => rank(one, words[0]) - rank(other, words[0]))
    .slice(0, 6);

const rank = (choice, word) => (` ${fold(choice.textContent)}`.includes(` ${word}`) ? 0 : 1);

const open = () => {
  const words = fold(search.value).split(" ").filter(Boolean);
  close();
  if (words.join("").length < 2) return;
  const found = matching(words);
  found.forEach((choice) => list.append(option(choice, words)));
  if (!found.some((choice) => fold(choice.textContent) === words.join(" "))) list.append(creation());
  list.hidden = false;
  search.setAttribute("aria-expanded", "true");
  activate(0);
};

const option = (choice, words) => {
  const item = row(choice.querySelector("svg").cloneNode(true), highlighted(choice.textContent.trim(), words[0]));
  item.addEventListener("click", () => {
    close();
    pick(choice.value, choice.formAction);
  });
  return item;
};

const creation = () => {
  const item = row(document.createTextNode("+"), document.createTextNode(form.dataset.create));
  item.addEventListener("click", () => {
    close();
    newSkill.classList.add("is-open");
    newSkill.querySelector("select").focus();
  });
  return item;
};

const row = (sign, words) => {
  const item = document.createElement("li");
  const label = document.createElement("span");
  label.append(words);
  item.append(sign, label);
  item.id = `found-skill-${list.children.length}`;
  item.setAttribute("role", "option");
  // The search keeps the keyboard: a press on a choice does not take it away.
  item.addEventListener("pointerdown", (event) => event.preventDefault());
  return item;
};

const highlighted = (text, word) => {
  const whole = document.createDocumentFragment();
  for (let from = 0; from < text.length; from += 1) {
    if (!fold(text[from])) continue;
    for (let to = from + 1; to <= Math.min(text.length, from + word.length + 3); to += 1) {
      if (fold(text.slice(from, to)) === word) {
        const mark = document.createElement("mark");
        mark.textContent = text.slice(from, to);
        whole.append(text.slice(0, from), mark, text.slice(to));
        return whole;
      }
    }
  }
  whole.append(text);
  return whole;
};

const activate = (index) => {
  const items = [...list.children];
  if (!items.length) return;
  current = (index + items.length) % items.length;
  items.forEach((item, number) => item.setAttribute("aria-selected", String(number === current)));
  items[current].scrollIntoView({ block: "nearest" });
  search.setAttribute("aria-activedescendant", items[current].id);
};

search.addEventListener("input", open);
search.addEventListener("blur", close);
search.addEventListener("keydown", (event) => {
  if (event.key === "Enter") {
    event.preventDefault();
    if (list.hidden) document.getElementById("add-skill").click();
    else list.children[current].click();
  } else if (event.key === "Escape") {
    close();
  } else if (!list.hidden && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    activate(current + (event.key === "ArrowDown" ? 1 : -1));
  }
});
