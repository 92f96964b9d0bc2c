// @ts-check
/** Loads the page anew when something changed in the log, unless a form of it is being filled in. */
const source = new EventSource('/v1/changes');
let pending = 0;
source.addEventListener('change', () => {
  if (pending !== 0) return;
  pending = window.setTimeout(function again() {
    pending = 0;
    const open = document.querySelector('details[open] form, form:focus-within');
    if (open) pending = window.setTimeout(again, 1_000);
    else location.reload();
  }, 300);
});
