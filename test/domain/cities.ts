/**
 * The light rules of five cities as they were published (`field-notes.md`), each as a whole policy. What a
 * city did not say (its ladder, say) is the default's.
 */
import type { LightRules } from '../../domain/lights.ts';
import { POLICY, type Policy } from '../../domain/policy.ts';

const city = (id: string, lights: LightRules): Policy => ({ ...POLICY, id, lights });

/** Under 80 % of time-proportional progress yellow, under 60 % red. */
export const WUHAN = city('wuhan', {
  obligation: [
    { when: 'progressBelow', light: 'yellow', percent: 80 },
    { when: 'progressBelow', light: 'red', percent: 60 },
  ],
  project: [],
});

/** 10–30 points behind yellow, over 30 red; not started for 3 months red. */
export const YINCHUAN = city('yinchuan', {
  obligation: [
    { when: 'pointsBehind', light: 'yellow', points: 10 },
    { when: 'pointsBehind', light: 'red', points: 30, strictly: true },
  ],
  project: [{ when: 'notStarted', light: 'red', months: 3 }],
});

/** On time green, missed red, made up later yellow. */
export const OUHAI = city('ouhai', {
  obligation: [
    { when: 'late', light: 'red' },
    { when: 'madeUpLate', light: 'yellow', workdays: 20 },
  ],
  project: [],
});

/** Near due yellow, late red. */
export const YICHANG = city('yichang', {
  obligation: [
    { when: 'nearDue', light: 'yellow', workdays: 5 },
    { when: 'late', light: 'red' },
  ],
  project: [],
});

/**
 * Two yellows in a row become red; severe red is reported to the leader the same day. What is severe the
 * city did not say: here a commitment two working days late.
 */
export const HAIKOU_JIANGDONG: Policy = {
  ...city('haikou-jiangdong', {
    obligation: [
      { when: 'nearDue', light: 'yellow', workdays: 15 },
      { when: 'late', light: 'red' },
    ],
    project: [{ when: 'yellowInARow', light: 'red', reviews: 2 }],
  }),
  ladders: {
    ...POLICY.ladders,
    commitment: POLICY.ladders.commitment.flatMap((rung) =>
      rung.rung === 'department'
        ? [
            {
              rung: 'severe' as const,
              name: {
                zh: '严重红灯，当日报告包联领导',
                en: 'severe red, reported to the leader the same day',
              },
              afterWorkdays: 2,
              tell: ['leaderInCharge' as const],
            },
            rung,
          ]
        : [rung],
    ),
  },
};

export const CITIES = [WUHAN, YINCHUAN, OUHAI, YICHANG, HAIKOU_JIANGDONG];
