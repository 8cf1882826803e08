// Only in an author's preview: the page comes anew as soon as the content is another than the one it was made of.
const shown = document.querySelector("script[data-version]").dataset.version;
const telling = new EventSource("/preview/versions");

telling.addEventListener("message", ({ data }) => {
  if (data === shown) return;
  telling.close();
  location.reload();
});
