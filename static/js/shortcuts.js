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
