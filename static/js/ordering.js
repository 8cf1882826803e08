// Lines are put in an order by hand: picked up and moved with the keyboard, pushed with buttons, or dragged by a handle.
// The order is what stands above the divider; each line's number goes into its own box, which is all that is sent.
import { announce } from "./answering.js";

const FAR_ENOUGH_PX = 5; // a pointer that moved less has clicked
const EDGE_PX = 70; // near the edge of the window a drag scrolls
const SCROLL_PX = 14;
const STEPS = { ArrowUp: "up", ArrowDown: "down" };

let held = null; // { line, before }: a line that was picked up, and what stood below it then
let dragged = null; // { line, from, moving }

document.documentElement.dataset.movable = "";

const lineOf = (element) => element.closest("[data-line]");
const gripOf = (line) => line.querySelector("[data-grip]");
const isUsed = (line) => line.compareDocumentPosition(dividerOf(line)) & Node.DOCUMENT_POSITION_FOLLOWING;
const dividerOf = (line) => line.parentElement.querySelector("[data-divider]");
const used = (list) => [...list.querySelectorAll("[data-line]")].filter(isUsed);
const words = (line) => line.querySelector(".line-text").textContent.trim();

function number(list) {
  const order = used(list);
  for (const line of list.querySelectorAll("[data-line]")) {
    const place = order.indexOf(line) + 1 || "";
    line.querySelector("input").value = place;
    gripOf(line).textContent = place;
  }
}

function where(line) {
  const order = used(line.parentElement);
  return isUsed(line) ? `place ${order.indexOf(line) + 1} of ${order.length}` : "not used";
}

function put(line, before) {
  const list = line.parentElement;
  const stood = document.activeElement;
  list.insertBefore(line, before);
  if (line.contains(stood)) stood.focus(); // a node that moves loses the focus
  number(list);
}

// The unused lines have no order, so from among them a line goes straight to the end of what is used.
function step(line, way) {
  const above = line.previousElementSibling;
  if (way === "up" && !isUsed(line)) put(line, dividerOf(line));
  else if (way === "up" && above) put(line, above);
  else if (way === "down" && isUsed(line)) put(line, line.nextElementSibling.nextElementSibling);
}

function pickUp(line) {
  held = { line, before: line.nextElementSibling };
  gripOf(line).setAttribute("aria-pressed", "true");
  announce(`Picked up “${words(line)}”, ${where(line)}.`);
}

function putDown(said = "Put down") {
  const { line } = held;
  held = null;
  gripOf(line).setAttribute("aria-pressed", "false");
  announce(`${said}: ${where(line)}.`);
}

document.addEventListener("click", (event) => {
  const grip = event.target.closest?.("[data-grip]");
  const button = event.target.closest?.("[data-move]");
  if (grip && held?.line === lineOf(grip)) putDown();
  else if (grip) pickUp(lineOf(grip));
  if (button) {
    step(lineOf(button), button.dataset.move);
    announce(`“${words(lineOf(button))}”: ${where(lineOf(button))}.`);
  }
});

document.addEventListener("keydown", (event) => {
  const way = STEPS[event.key];
  if (!held || !(way || event.key === "Escape") || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  if (way) {
    step(held.line, way);
    announce(`${where(held.line)}.`);
  } else {
    put(held.line, held.before);
    putDown("Put back");
  }
});

// Whoever walks away from a line has put it down. Moving it takes the focus away for a moment only.
document.addEventListener("focusin", (event) => {
  if (held && !held.line.contains(event.target)) putDown();
});

document.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest?.("[data-grip]");
  if (grip && event.isPrimary && event.button === 0) dragged = { line: lineOf(grip), from: event.clientY, moving: false };
});

document.addEventListener("pointermove", (event) => {
  if (!dragged || (!dragged.moving && Math.abs(event.clientY - dragged.from) < FAR_ENOUGH_PX)) return;
  dragged.moving = true;
  dragged.line.classList.add("is-dragged");
  const others = [...dragged.line.parentElement.children].filter((each) => each !== dragged.line);
  const below = others.find((each) => event.clientY < middle(each)) ?? null;
  if (below !== dragged.line.nextElementSibling) put(dragged.line, below);
  if (event.clientY < EDGE_PX) scrollBy(0, -SCROLL_PX);
  if (event.clientY > innerHeight - EDGE_PX) scrollBy(0, SCROLL_PX);
});

function middle(element) {
  const box = element.getBoundingClientRect();
  return box.top + box.height / 2;
}

function letGo() {
  if (dragged?.moving) {
    dragged.line.classList.remove("is-dragged");
    announce(`“${words(dragged.line)}”: ${where(dragged.line)}.`);
    document.addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => document.removeEventListener("click", swallow, { capture: true }));
  }
  dragged = null;
}

// The end of a drag is no click on the handle.
function swallow(event) {
  event.stopPropagation();
  event.preventDefault();
}

document.addEventListener("pointerup", letGo);
document.addEventListener("pointercancel", letGo);

// A swap brings lines of its own; what was held is put down where it is.
document.addEventListener("htmx:before:swap", () => {
  held = null;
  dragged = null;
});
