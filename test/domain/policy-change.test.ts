import { describe, expect, test } from 'vitest';
import type { LightRule, ProjectLightRule } from '../../domain/lights.ts';
import { ruleText } from '../../domain/lights.ts';
import { POLICY, type Policy } from '../../domain/policy.ts';
import { policyChange } from '../../domain/project/policy-change.ts';
import { conditionText, TEMPLATES } from '../../domain/templates.ts';
import { after, on, project, signed } from '../given.ts';

const TRIAL = 'milestone:a-trial';
const on27 = on('2024-03-27');
const late = project(after(signed(), [on27, { type: 'passTime', now: on27.now }]));
const under = (policy: Policy) => policyChange(late, on27, { ...on27, policy });
const commitment = (change: (rungs: Policy['ladders']['commitment']) => Policy['ladders']['commitment']) => ({
  ...POLICY,
  ladders: { ...POLICY.ladders, commitment: change(POLICY.ladders.commitment) },
});

describe('what another policy would change', () => {
  test('is nothing under the same one', () =>
    expect(under({ ...POLICY, version: 2 })).toEqual({ rungs: [] }));

  test('is the light, with the reason of both', () => {
    const lenient: LightRule[] = [{ when: 'late', light: 'yellow' }];
    const { light } = under({ ...POLICY, lights: { ...POLICY.lights, obligation: lenient } });
    expect(light).toMatchObject({
      before: { light: 'red', rule: 'late' },
      after: { light: 'yellow', rule: 'late' },
    });
    expect(light!.after.why.zh).toContain('甲线试生产：应于 2024-03-26 完成');
  });

  test('is the next rung of each obligation: its day and whom it tells', () => {
    const sooner = commitment((rungs) =>
      rungs.map((r) => (r.rung === 'department' ? { ...r, afterWorkdays: 2, tell: ['leaderInCharge'] } : r)),
    );
    expect(under(sooner).rungs).toMatchObject([
      {
        obligation: TRIAL,
        title: '甲线试生产',
        before: { rung: 'department', on: '2024-03-29', to: ['县工信局', '县调度办'] },
        after: { rung: 'department', on: '2024-03-28', to: ['孙副县长'] },
      },
    ]);
    const none = commitment((rungs) => rungs.slice(0, 3));
    expect(under(none).rungs).toMatchObject([{ obligation: TRIAL, before: { rung: 'department' } }]);
    expect(under(none).rungs[0]).not.toHaveProperty('after');
  });

  test('climbs no ladder of a project that does not run', () => {
    const events = after(signed(), [
      on27,
      { type: 'suspendProject', reason: '停工', by: '县', basis: '会议纪要' },
    ]);
    const policy = commitment((rungs) => rungs.slice(0, 2));
    expect(policyChange(project(events), on27, { ...on27, policy }).rungs).toEqual([]);
  });
});

test('a rule and a condition are said in both languages, each with its figure', () => {
  const rules: (LightRule | ProjectLightRule)[] = [
    { when: 'late', light: 'red' },
    { when: 'late', light: 'red', workdays: 11 },
    { when: 'nearDue', light: 'yellow', workdays: 12 },
    { when: 'madeUpLate', light: 'yellow', workdays: 13 },
    { when: 'forecastLate', light: 'yellow' },
    { when: 'waiting', light: 'yellow' },
    { when: 'progressBelow', light: 'red', percent: 60 },
    { when: 'pointsBehind', light: 'red', points: 30, strictly: true },
    { when: 'pointsBehind', light: 'yellow', points: 10 },
    { when: 'notStarted', light: 'red', months: 3 },
    { when: 'yellowInARow', light: 'red', reviews: 2 },
  ];
  const said = rules.map((rule) => ruleText(rule));
  expect(new Set(said.map((t) => t.zh)).size).toBe(rules.length);
  expect(new Set(said.map((t) => t.en)).size).toBe(rules.length);
  const figures = ['', '11', '12', '13', '', '', '60', '30', '10', '3', '2'];
  for (const [i, figure] of figures.entries()) {
    expect(said[i]!.zh).toContain(figure);
    expect(said[i]!.en).toContain(figure);
  }
  expect(said[7]!.zh).toContain('超过');
  const gates = TEMPLATES.flatMap((t) => t.stages.flatMap((s) => s.gate ?? []));
  expect(gates.length).toBeGreaterThan(3);
  for (const gate of gates) expect(conditionText(gate).zh).not.toBe('');
});
