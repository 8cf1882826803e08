// A button that copies the code beside it, or the address of the page. Without a clipboard there is no button.
const SAID_FOR_MS = 2000;

function show() {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("[data-copies]")) button.hidden = false;
}

async function copy(button) {
  const code = button.parentElement.querySelector("code");
  const name = button.textContent;
  try {
    await navigator.clipboard.writeText(button.dataset.copies === "address" ? location.href : code.textContent);
    button.textContent = "Copied";
  } catch {
    button.textContent = "Not allowed here";
  }
  setTimeout(() => { button.textContent = name; }, SAID_FOR_MS);
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-copies]");
  if (button) copy(button);
});
document.addEventListener("htmx:after:swap", show);
show();
