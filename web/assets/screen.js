/** Panels take turns. They stand still when paused, and from the start for whoever wants less motion. */
import { follow, refresh } from './main.js';

const TURN_MS = 12_000;
/** "Data as of" goes on, and a day ends, though nothing is recorded. */
const REFRESH_MS = 60_000;
const panels = [...document.querySelectorAll('[data-panel]')];
const pause = document.querySelector('#pause');
const place = document.querySelector('#place');
const line = document.querySelector('#line');
const still = matchMedia('(prefers-reduced-motion: reduce)');
let shown = 0;
let paused = still.matches;

function show(index) {
  shown = index % panels.length;
  for (const [i, panel] of panels.entries()) panel.hidden = i !== shown;
  place.textContent = `${shown + 1} / ${panels.length}`;
}

function setPaused(to) {
  paused = to;
  pause.textContent = paused ? pause.dataset.resume : pause.dataset.pause;
}

pause.addEventListener('click', () => setPaused(!paused));
document.querySelector('#next').addEventListener('click', () => {
  setPaused(true);
  show(shown + 1);
});
still.addEventListener('change', () => setPaused(still.matches));
setInterval(() => {
  if (!paused) show(shown + 1);
}, TURN_MS);
setInterval(refresh, REFRESH_MS);
follow(refresh, (online) => {
  line.textContent = online ? '' : line.dataset.cut;
  document.body.classList.toggle('cut', !online);
});
setPaused(paused);
show(0);
