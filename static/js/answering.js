// What answering needs beyond htmx: how a text is sent to be read, what a failure says, where the focus stays.

const UNREACHABLE = "The server could not be reached. What you typed is still here; try again in a moment.";
const REFUSED = "The server could not do that. What you typed is still here; try again in a moment.";
const NOT_UNDERSTOOD = 422; // comes back as a sheet that asks again, so it is no failure

// A live reading was asked for by nobody: when it fails, its silence is enough.
const isReading = (ctx) => ctx.sourceElement.matches("[data-echo]");

// What stands in a box as the server sent it has been read and judged: a late reading must not write over its mark.
const isJudged = (input) => input.value === input.defaultValue && input.value !== "";

// An answer is read as `text`, whatever the field is called in its form.
document.addEventListener("htmx:config:request", (event) => {
  const { ctx } = event.detail;
  if (!isReading(ctx)) return;
  if (isJudged(ctx.sourceElement)) return event.preventDefault();
  ctx.request.body.delete(ctx.sourceElement.name);
  ctx.request.body.set("text", ctx.sourceElement.value);
});

// The verdict may have come while the reading was under way.
document.addEventListener("htmx:before:swap", (event) => {
  const { ctx } = event.detail;
  if (isReading(ctx) && isJudged(ctx.sourceElement)) event.preventDefault();
});

// The first click of two may be answered before the second comes, which would then answer once more.
document.addEventListener("click", (event) => {
  if (event.detail > 1 && event.target.closest?.("#sheet [type=submit]")) event.preventDefault();
}, { capture: true });

document.addEventListener("htmx:error", ({ detail: { ctx } }) => {
  if (ctx && !isReading(ctx)) say(UNREACHABLE);
});

// The server may send a better sentence for #status, which then takes the place of this one.
document.addEventListener("htmx:response:error", ({ detail: { ctx } }) => {
  if (ctx.response.status !== NOT_UNDERSTOOD && !isReading(ctx)) say(REFUSED);
});

export const say = (sentence) => tell(sentence, "failure");

// Only for whoever listens: what others see for themselves.
export const announce = (sentence) => tell(sentence, "unseen");

function tell(sentence, className) {
  const words = document.createElement("p");
  words.className = className;
  words.textContent = sentence;
  document.getElementById("status").replaceChildren(words);
}

// A swap may take away or fold up the very button that asked for it. Whoever stood there then stands at what replaced it.
let stoodIn = "";
const isGone = (element) => element === document.body || !element.checkVisibility();

document.addEventListener("htmx:before:swap", ({ detail: { ctx } }) => {
  stoodIn = ctx.target.contains(document.activeElement) ? ctx.target.id : "";
});

document.addEventListener("htmx:after:swap", () => {
  if (stoodIn && isGone(document.activeElement)) document.getElementById(stoodIn)?.focus();
});

// Formulas have a script of their own, which a page without any need not fetch.
const setFormulas = () => document.querySelector("math") && import("./formulas.js").then(({ dress }) => dress());
document.addEventListener("htmx:after:swap", setFormulas);
setFormulas();
