// A pile by keyboard: Enter goes to the next line and draws one more at the end; Ctrl + Enter hangs the pile.
// Without this file the page is a plain form of ten lines, and Enter sends it.
"use strict";

const pile = document.getElementById("pile");
const list = pile.querySelector(".slip-lines");
const pattern = document.getElementById("one-more");
const consent = pile.elements.consent;

document.documentElement.classList.add("with-script");

const lineOf = (element) => element.closest(".slip-line");
const first = (line) => line.querySelector("input:not([type=hidden])");
const isBlank = (line) => [...line.querySelectorAll("input:not([type=hidden])")].every((input) => !input.value.trim());

const oneMore = () => {
  const number = Math.max(0, ...[...list.querySelectorAll("input[name=line]")].map((input) => Number(input.value))) + 1;
  if (number > Number(pile.dataset.most)) return null;
  const line = pattern.content.firstElementChild.cloneNode(true);
  line.querySelectorAll("[name], [id], [for]").forEach((element) => {
    ["name", "id", "for"].forEach((attribute) => {
      const value = element.getAttribute(attribute);
      if (value) element.setAttribute(attribute, value.replace("slip-0-", `slip-${number}-`));
    });
  });
  line.querySelector("input[name=line]").value = number;
  line.querySelector("[data-number]").textContent = number;
  list.append(line);
  return line;
};

pile.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing) return;
  if (event.ctrlKey || event.metaKey) {
    event.preventDefault();
    pile.requestSubmit();
    return;
  }
  const line = lineOf(event.target);
  if (!line) return;
  event.preventDefault();
  const next = isBlank(line) ? null : line.nextElementSibling ?? oneMore();
  (next ? first(next) : consent).focus();
});

(pile.querySelector("[aria-invalid=true]") ?? first(list)).focus();
