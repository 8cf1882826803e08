// Formulas are copied as TeX: one by its button, and all that are selected along with the text around them.
import { announce } from "./answering.js";

const SAID_FOR_MS = 2000;
const NAME = "Copy LaTeX";
const texOf = (math) => math.querySelector("annotation")?.textContent ?? math.textContent;

// Each formula on a line of its own gets a button, once; without a clipboard there is none.
export function dress() {
  if (!navigator.clipboard) return;
  for (const block of document.querySelectorAll(".math.block:not(:has(.copies-tex))")) block.append(button());
}

function button() {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "copies-tex";
  made.textContent = NAME;
  return made;
}

async function copyOne(pressed) {
  let said = "Copied";
  try {
    await navigator.clipboard.writeText(texOf(pressed.parentElement.querySelector("math")));
  } catch {
    said = "Not allowed here";
  }
  pressed.textContent = said;
  announce(said);
  setTimeout(() => { pressed.textContent = NAME; }, SAID_FOR_MS);
}

// A formula that is selected in part is copied whole: half of it is no TeX.
function selected() {
  const range = getSelection().getRangeAt(0).cloneRange();
  const inside = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement).closest("math");
  const [first, last] = [inside(range.startContainer), inside(range.endContainer)];
  if (first) range.setStartBefore(first);
  if (last) range.setEndAfter(last);
  return range.cloneContents();
}

const asTex = (math) => (math.getAttribute("display") === "block" ? `$$${texOf(math)}$$` : `$${texOf(math)}$`);

// What the text looks like depends on how it is laid out, so it is laid out once more where nobody sees it.
function textOf(fragment) {
  for (const made of fragment.querySelectorAll(".copies-tex")) made.remove();
  for (const math of fragment.querySelectorAll("math")) math.replaceWith(asTex(math));
  const aside = document.createElement("div");
  aside.className = "aside-for-copying";
  aside.append(fragment);
  document.body.append(aside);
  const text = aside.innerText;
  aside.remove();
  return text;
}

document.addEventListener("copy", (event) => {
  if (event.defaultPrevented || !event.clipboardData || getSelection().isCollapsed) return;
  const fragment = selected();
  if (!fragment.querySelector("math")) return;
  event.preventDefault();
  const whole = document.createElement("div");
  whole.append(fragment.cloneNode(true));
  event.clipboardData.setData("text/html", whole.innerHTML);
  event.clipboardData.setData("text/plain", textOf(fragment));
});

document.addEventListener("click", ({ target }) => {
  const pressed = target.closest?.(".copies-tex");
  if (pressed) copyOne(pressed);
});
