/** Time passed in memory, with no server: a year of many projects, and the same year with every promise a month later. */
import { addDays } from '../../domain/dates.ts';
import { RULES } from '../../domain/rules.ts';
import { simulate, type Step } from '../../domain/simulate.ts';
import type { Bench, Contender, Subject } from '../harness.ts';
import { DAYS, END, year } from '../years.ts';

const projectsOf = ({ quick }: Bench): number => (quick ? 20 : 200);

const later = (steps: Step[]): Step[] =>
  steps.map((step) =>
    step.command.type === 'signProject'
      ? {
          ...step,
          command: {
            ...step.command,
            milestones: step.command.milestones?.map((m) => ({
              ...m,
              ...(m.committedOn === undefined ? {} : { committedOn: addDays(m.committedOn, 30) }),
            })),
          },
        }
      : step,
  );

const simulated = (name: string, change: (steps: Step[]) => Step[]): Contender => ({
  name,
  open(bench) {
    const projects = projectsOf(bench);
    const lives = Array.from({ length: projects }, (_, n) => change(year(n)));
    return Promise.resolve({
      round() {
        for (const steps of lives) simulate(steps, END, RULES);
        return Promise.resolve(projects * DAYS);
      },
      close: () => Promise.resolve(),
    });
  },
});

export const simulator: Subject[] = [
  {
    ...{ key: 'simulator', title: 'Simulator, one core', unit: 'project-days/s' },
    contenders: [
      simulated('a year', (steps) => steps),
      simulated('what if every promise were a month later', later),
    ],
    goals: [],
  },
];
