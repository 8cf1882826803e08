// A number shows its working under the pointer too, not only when it is pressed.
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
