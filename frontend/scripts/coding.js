// Digits press the buttons of a text that is being coded. Without this the buttons and their access keys remain.
let sent = false;
document.addEventListener("submit", () => { sent = true; });
window.addEventListener("pageshow", () => { sent = false; });
document.addEventListener("keydown", (event) => {
  if (sent || event.repeat || event.ctrlKey || event.altKey || event.metaKey || !/^[0-9]$/.test(event.key)) return;
  if (event.target.closest("input, select, textarea")) return;
  document.querySelector(`[data-key="${event.key}"]`)?.click();
});
