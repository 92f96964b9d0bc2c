/**
 * A year of a county in simulated time (`years.ts`): `npm run bench:simulator -- [projects] [runs]`. One core, no
 * server. Prints the minimum, median and maximum of the runs, and the time of a project-day.
 */
import { simulate } from '../domain/simulate.ts';
import { RULES } from '../domain/rules.ts';
import { DAYS, END, year } from './years.ts';

const [projects = 500, runs = 5] = process.argv.slice(2).map(Number);

const county = Array.from({ length: projects }, (_, n) => year(n));
const times: number[] = [];
let events = 0;
for (let run = 0; run < runs; run++) {
  const began = performance.now();
  events = 0;
  for (const steps of county) events += simulate(steps, END, RULES).length;
  times.push(performance.now() - began);
}
times.sort((a, b) => a - b);
const [min, median, max] = [times[0]!, times[Math.floor(times.length / 2)]!, times.at(-1)!];
const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
console.log(
  `${projects} projects × ${DAYS} days, ${events} events and refusals, ${runs} runs on one core (Node ${process.version})`,
);
console.log(`min ${seconds(min)}   median ${seconds(median)}   max ${seconds(max)}`);
console.log(
  `${((median * 1000) / (projects * DAYS)).toFixed(2)} µs a project-day, ${Math.round((projects * DAYS * 1000) / median)} project-days/s`,
);
