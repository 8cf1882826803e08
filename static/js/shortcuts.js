// Keys for what the page offers anyway: an element says with data-key which key presses it.
const COOKIE = "shortcuts=off";
const A_YEAR_S = 31536000;
const dialog = document.getElementById("shortcuts");
const opener = document.querySelector("[data-opens=shortcuts]");
const choice = dialog.querySelector("[data-switches=shortcuts]");

const isOn = () => !document.cookie.split("; ").includes(COOKIE);
const isField = (element) => element.matches("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");

// A question in the midst of a text has the keys only for whoever is in it.
function keyed(key, at) {
  const wanted = `[data-key="${CSS.escape(key)}"]`;
  const here = at.closest("[data-check]")?.querySelector(wanted);
  return here ?? [...document.querySelectorAll(wanted)].find((element) => !element.closest("[data-check]"));
}

function pressed(event) {
  if (!isOn() || document.querySelector("dialog[open]") || event.defaultPrevented || event.altKey) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return submit(event);
  if (event.ctrlKey || event.metaKey || isField(event.target)) return;
  if (event.key === "?") return dialog.showModal();
  const element = keyed(event.key, event.target);
  if (!element) return;
  event.preventDefault(); // or the key is typed into the field that the click leads to
  element.click();
}

// In a box of another form, a comment say, it is that form which is sent.
function submit(event) {
  const form = isField(event.target) ? event.target.form : keyed("submit", event.target);
  if (!form) return;
  event.preventDefault();
  form.requestSubmit();
}

choice.checked = isOn();
choice.addEventListener("change", () => {
  document.cookie = `${COOKIE}; path=/; samesite=lax; max-age=${choice.checked ? 0 : A_YEAR_S}`;
});
opener.hidden = false;
opener.addEventListener("click", () => dialog.showModal());
document.addEventListener("keydown", pressed);

// The search over the page: opened by its link in the head, gone through with the arrow keys, closed with Escape.
const search = document.getElementById("searching"); // not on the page of the search, which has the box itself
const box = document.querySelector("[data-search]");
const searchLink = document.querySelector("[data-opens=search]");
const status = document.getElementById("status");
const place = box?.closest("dialog, main");

const opensElsewhere = (event) => event.ctrlKey || event.metaKey || event.shiftKey;

function open(event) {
  if (opensElsewhere(event)) return;
  event.preventDefault();
  if (search && !search.open) show();
  box.select();
  box.focus();
}

// What is said of a request has to stand within the dialog: behind it, it is dimmed and no screen reader reads it out.
function show() {
  search.append(status);
  search.showModal();
}
search?.addEventListener("close", () => document.getElementById("main").after(status));

// From the box down to the first hit and back; at either end the keys do what they do elsewhere.
function step(event) {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const stops = [box, ...place.querySelectorAll(".hits a")];
  const next = stops[stops.indexOf(event.target) + by];
  if (!by || !next || !stops.includes(event.target)) return;
  event.preventDefault();
  next.focus();
}

if (box && searchLink) {
  searchLink.addEventListener("click", open);
  place.addEventListener("keydown", step);
}

// A browser would first empty the box; and a hit on this very page loads nothing that would close the dialog.
search?.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  event.preventDefault();
  search.close();
});
search?.addEventListener("click", (event) => {
  if (event.target === search || (event.target.closest("a") && !opensElsewhere(event))) search.close();
});
