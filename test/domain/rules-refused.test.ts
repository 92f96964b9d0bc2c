import { describe, expect, test } from 'vitest';
import type { CalendarNotice } from '../../domain/calendar.ts';
import { decideRules, RULES, rulesOf, type AddedRules, type RulesCommand } from '../../domain/rules.ts';
import type { Template } from '../../domain/templates.ts';
import { addedRules, on } from '../given.ts';
import { WUHAN } from './cities.ts';

const NOW = on('2026-11-05');
const OWN: Template = { ...RULES.templates[0]!, id: 'own' };
const NOTICE: CalendarNotice = {
  year: 2027,
  source: '国办发明电〔2026〕7号',
  effectiveOn: '2026-11-05',
  status: 'published',
  holidays: [],
  makeUpWorkdays: [],
};

const added = (...commands: RulesCommand[]) => addedRules(NOW, commands);
const refusal = (command: RulesCommand, state: AddedRules | null = null) => {
  const decision = decideRules(command, state, NOW);
  return decision.ok ? 'accepted' : decision.rejection;
};

describe('rules that are added', () => {
  test('are those of the system while nothing is added', () => {
    expect(rulesOf(RULES, null)).toBe(RULES);
  });

  test('are events with their day', () => {
    const decide = (command: RulesCommand) => decideRules(command, null, NOW);
    expect(decide({ type: 'addTemplate', template: OWN })).toEqual({
      ok: true,
      events: [{ type: 'templateAdded', occurredOn: '2026-11-05', data: { template: OWN } }],
    });
    expect(decide({ type: 'setPolicy', county: '武汉市', policy: WUHAN })).toEqual({
      ok: true,
      events: [{ type: 'policySet', occurredOn: '2026-11-05', data: { county: '武汉市', policy: WUHAN } }],
    });
    expect(decide({ type: 'setPolicy', policy: WUHAN })).toStrictEqual({
      ok: true,
      events: [{ type: 'policySet', occurredOn: '2026-11-05', data: { policy: WUHAN } }],
    });
    expect(decide({ type: 'publishCalendar', notice: NOTICE })).toEqual({
      ok: true,
      events: [{ type: 'calendarPublished', occurredOn: '2026-11-05', data: { notice: NOTICE } }],
    });
  });

  test('have every template added beside those of the system', () => {
    const next = { ...OWN, version: 2 };
    const state = added({ type: 'addTemplate', template: OWN }, { type: 'addTemplate', template: next });
    expect(rulesOf(RULES, state).templates).toEqual([...RULES.templates, OWN, next]);
  });
});

describe('a rule is refused', () => {
  test('when the template exists', () => {
    const exists = {
      code: 'templateExists',
      message: {
        zh: '模板 own 第 1 版已存在，修改请提高版本号',
        en: 'template own v1 exists: raise its version',
      },
      field: 'version',
    };
    expect(
      refusal({ type: 'addTemplate', template: OWN }, added({ type: 'addTemplate', template: OWN })),
    ).toEqual(exists);
    expect(refusal({ type: 'addTemplate', template: RULES.templates[0]! })).toMatchObject({
      code: 'templateExists',
    });
  });

  test('when it is faulty: the first fault, its place, and how many more', () => {
    expect(
      refusal({ type: 'addTemplate', template: { ...OWN, stages: OWN.stages.slice(0, 1), milestones: [] } }),
    ).toEqual({
      code: 'badRules',
      message: { zh: 'stages：至少要有两个阶段', en: 'stages: a lifecycle has two stages at least' },
      field: 'stages',
    });
    expect(
      refusal({ type: 'setPolicy', policy: { ...WUHAN, rungTime: 'noon', verificationWorkdays: 0 } }),
    ).toEqual({
      code: 'badRules',
      message: {
        zh: 'rungTime：时间应写作 09:00（另有 1 处）',
        en: 'rungTime: a time is written 09:00 (and 1 more)',
      },
      field: 'rungTime',
    });
    expect(
      refusal({ type: 'publishCalendar', notice: { ...NOTICE, holidays: ['2028-01-03'] } }),
    ).toMatchObject({
      code: 'badRules',
      field: 'holidays[0]',
    });
  });

  test('when the policy is not newer than the one it replaces, county by county', () => {
    const state = added({ type: 'setPolicy', county: '武汉市', policy: { ...WUHAN, version: 3 } });
    const set = (version: number, county?: string, id = 'wuhan') =>
      refusal({ type: 'setPolicy', county, policy: { ...WUHAN, id, version } }, state);
    expect(set(3, '武汉市')).toEqual({
      code: 'policyNotNewer',
      message: {
        zh: '政策 wuhan 现为第 3 版，新版本号应更高',
        en: 'policy wuhan is at v3: the new one must be higher',
      },
      field: 'version',
    });
    expect(set(2, '武汉市')).toMatchObject({ code: 'policyNotNewer' });
    expect([set(4, '武汉市'), set(1, '襄阳市'), set(1), set(1, '武汉市', 'other')]).toEqual([
      'accepted',
      'accepted',
      'accepted',
      'accepted',
    ]);
    expect(set(1, undefined, RULES.policy.id)).toMatchObject({ code: 'policyNotNewer' });
  });

  test('when a year of the calendar does not join the known ones', () => {
    const years = Object.keys(RULES.calendar.years).map(Number);
    const [first, last] = [Math.min(...years), Math.max(...years)];
    const publish = (year: number) => refusal({ type: 'publishCalendar', notice: { ...NOTICE, year } });
    expect([publish(first - 1), publish(first), publish(last), publish(last + 1)]).toEqual([
      'accepted',
      'accepted',
      'accepted',
      'accepted',
    ]);
    const gap = (year: number) => ({
      code: 'calendarGap',
      message: { zh: `${year} 年与已有年份不相连`, en: `${year} does not join the years that are covered` },
      field: 'year',
    });
    expect([publish(first - 2), publish(last + 2)]).toEqual([gap(first - 2), gap(last + 2)]);
    const { '2023': _, '2025': __, ...rest } = RULES.calendar.years;
    const holed = { ...NOW, calendar: { ...RULES.calendar, years: rest } };
    expect(
      decideRules({ type: 'publishCalendar', notice: { ...NOTICE, year: 2024 } }, null, holed),
    ).toMatchObject({ ok: true });
  });
});
