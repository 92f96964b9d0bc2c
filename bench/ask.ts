/** As-of questions in a process of its own: `ask.ts URL KEY`. Prints one line of JSON a question. */
import { reviewAsOf } from '../store/reviews.ts';
import { openSystem } from '../store/system.ts';

const [url, key] = process.argv.slice(2) as [string, string];
const system = openSystem(url, () => {}, key);
for (const [what, day, basis] of [
  ['first question of a month / 首次', '2025-03-10', 'true'],
  ['again / 再问', '2025-03-10', 'true'],
  ['another day of it / 同月另一天', '2025-03-27', 'true'],
  ['first, as known / 首次（当日所知）', '2025-03-10', 'known'],
  ['another day, as known / 同月另一天（当日所知）', '2025-03-27', 'known'],
  ['a month later / 下月首次', '2025-04-27', 'true'],
] as const) {
  const begun = performance.now();
  const review = await reviewAsOf(system, day, basis);
  console.log(
    `  as-of ${day} ${basis}: ${((performance.now() - begun) / 1000).toFixed(1)} s, ${review.projects.length} projects — ${what}`,
  );
}
await system.close();
