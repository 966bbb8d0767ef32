// The interview: two letters find a skill, a press notes it, and the screen follows the language that is spoken.
// The draft itself is kept by draft.js, loaded before. Without these files the page is a plain form.
"use strict";

const search = document.getElementById("id_skill");
const touches = document.getElementById("touches");
const newSkill = document.getElementById("new-skill");
const picks = [...document.querySelectorAll("#by-domain .pick")];

search.removeAttribute("list");

// --- Noting a skill ------------------------------------------------------------------------------

const isNoted = (key) => Boolean(touches.querySelector(`[data-skill="${key}"]`));
const hideNoted = () => picks.forEach((choice) => { choice.hidden = isNoted(choice.value); });

// The answer is drawn by the server; the newest skill stands right under the search, with its first question.
const place = (html) => {
  const made = document.createElement("template");
  made.innerHTML = html;
  const card = made.content.firstElementChild;
  const old = document.getElementById(card.id);
  if (old) old.replaceWith(card);
  else touches.prepend(card);
  card.classList.add("touch-new");
  hideNoted();
  return card;
};

const add = async (url, extra) => {
  const data = await send(url, extra);
  if (data?.html) {
    const card = place(data.html);
    search.value = "";
    newSkill.open = false;
    card.scrollIntoView({ block: "nearest" });
    (card.querySelector("input:checked") || card.querySelector("input")).focus({ preventScroll: true });
    return card;
  }
  search.focus();
  if (data) newSkill.open = true;
  return null;
};

const remove = async (card, url) => {
  const chosen = [...card.querySelectorAll("input[type=radio]:checked")].map((radio) => [radio.name, radio.value]);
  if (!(await send(url, {}))) return;
  const gone = document.createElement("li");
  gone.className = "touch-gone";
  const back = button(form.dataset.putBack, async () => {
    const again = await add(document.getElementById("add-skill").formAction, { skill_id: card.dataset.skill, skill: "" });
    if (again) chosen.forEach(([name, value]) => tick(again, name, value));
    gone.remove();
  });
  gone.append(`${form.dataset.removed} ${card.querySelector("h3").textContent.trim()}`, " ", back);
  card.replaceWith(gone);
  hideNoted();
  back.focus();
};

// The line comes back under another key: its questions are the same, in the same order.
const tick = (card, name, value) => {
  const radio = card.querySelector(`input[name$="${name.slice(name.lastIndexOf("-"))}"][value="${value}"]`);
  if (radio) radio.checked = true;
  note();
};

const put = async (card, url) => {
  const data = await send(url, {});
  if (data?.html) place(data.html).querySelector(".touch-remove").focus();
};

form.addEventListener("click", (event) => {
  const pressed = event.target.closest("button[formaction]");
  if (!pressed) return;
  event.preventDefault();
  const card = pressed.closest(".touch");
  if (pressed.matches(".touch-remove")) remove(card, pressed.formAction);
  else if (pressed.matches(".touch-put")) put(card, pressed.formAction);
  else if (pressed.name === "skill_id") pick(pressed);
  else if (!search.value.trim()) search.focus();
  else add(pressed.formAction, pressed.name ? { [pressed.name]: pressed.value } : {});
});

const pick = async (pressed) => {
  const card = await add(pressed.formAction, { skill_id: pressed.value, skill: "" });
  if (card && "known" in pressed.dataset) pressed.closest("li").remove();
};

// What is shared may become a card: its two fields open under the hand.
touches.addEventListener("change", (event) => {
  const slip = event.target.closest(".touch").querySelector(".touch-slip");
  if (slip && event.target.name.endsWith("-wish")) slip.open = event.target.value === "share";
});

// On the questions of a skill a letter begins the next one: it is written in the search.
touches.addEventListener("keydown", (event) => {
  const isLetter = /^\p{L}$/u.test(event.key) && !(event.ctrlKey || event.altKey || event.metaKey);
  if (isLetter && event.target.type === "radio") search.focus();
  if (event.key === "Enter" && event.target.matches(".touch-slip input")) {
    event.preventDefault();
    event.target.closest(".touch").querySelector(".touch-put").click();
  }
});

// A letter goes to the domain that begins with it, as in a list.
newSkill.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    newSkill.open = false;
    search.focus();
  }
  const here = [...newSkill.querySelectorAll("button")];
  const after = here.slice(here.indexOf(event.target) + 1).concat(here);
  if (event.key.length === 1) after.find((one) => fold(one.textContent).startsWith(fold(event.key) || "\n"))?.focus();
});

// --- The language and the other tab ---------------------------------------------------------------

document.addEventListener("kept", ({ detail }) => {
  document.getElementById("said").textContent = detail.said;
  document.getElementById("not-checked").hidden = detail.is_checked;
  document.querySelectorAll(".prompt-other").forEach((words) => {
    words.textContent = detail.words[words.dataset.of];
    words.hidden = !words.textContent;
    words.lang = detail.lang;
    words.dir = detail.dir;
  });
});

document.querySelectorAll(".theirs").forEach((theirs) => {
  const field = document.getElementById(theirs.dataset.of);
  theirs.append(button(form.dataset.take, () => {
    field.value += `\n${theirs.querySelector("blockquote").innerText}`;
    theirs.remove();
    note();
    field.focus();
  }));
});

// --- Two letters ---------------------------------------------------------------------------------

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

// First what begins with the letters, then what has a word that does, then what holds them, in French or in English.
const rank = (choice, word) => {
  const name = ` ${fold(choice.textContent)}`;
  return [name.startsWith(` ${word}`), name.includes(` ${word}`), name.includes(word), true].indexOf(true);
};

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
    add(choice.formAction, { skill_id: choice.value, skill: "" });
  });
  return item;
};

const creation = () => {
  const item = row(document.createTextNode("+"), document.createTextNode(form.dataset.create));
  item.addEventListener("click", () => {
    close();
    newSkill.open = true;
    newSkill.querySelector("button").focus();
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
