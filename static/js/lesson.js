// What a part does beyond links and forms: numbers show their working under the pointer, and the place is kept.
const PATIENCE_MS = 150;
let waiting;

document.addEventListener("pointerover", ({ target, pointerType }) => {
  clearTimeout(waiting);
  const number = target.closest?.(".worked");
  if (!number || pointerType !== "mouse") return;
  waiting = setTimeout(() => number.popoverTargetElement?.showPopover({ source: number }), PATIENCE_MS);
});

document.addEventListener("pointerout", ({ target, relatedTarget, pointerType }) => {
  const number = target.closest?.(".worked, .note");
  if (!number || pointerType !== "mouse" || relatedTarget?.closest?.(".worked, .note")) return;
  clearTimeout(waiting);
  for (const note of document.querySelectorAll(".note:popover-open")) note.hidePopover();
});

// Under the keys it shows as soon as one is at it; pressed with a pointer, it does so of itself.
document.addEventListener("focusin", ({ target }) => {
  if (target.matches(".worked:focus-visible")) target.popoverTargetElement.showPopover({ source: target });
});

document.addEventListener("focusout", ({ target, relatedTarget }) => {
  if (target.matches(".worked") && !relatedTarget?.closest(".note")) target.popoverTargetElement.hidePopover();
});

// A slide says where it stands.
document.addEventListener("input", ({ target }) => {
  const said = target.matches?.(".moving [type=range]") && target.labels[0].querySelector(".value");
  if (said) said.textContent = target.value;
});

// The last section whose heading came into view is sent when the page is left, and only then.
const part = document.querySelector("[data-mark]");
let seen = "";
let sent = "";

function keep() {
  if (document.visibilityState !== "hidden" || !seen || seen === sent) return;
  sent = seen;
  navigator.sendBeacon(part.dataset.mark, new URLSearchParams({ section: seen }));
}

if (part) {
  const watching = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) if (isIntersecting) seen = target.id;
  });
  for (const heading of part.querySelectorAll(":scope > h2[id]")) watching.observe(heading);
  document.addEventListener("visibilitychange", keep);
}
