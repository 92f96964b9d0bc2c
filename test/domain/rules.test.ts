import { describe, expect, test } from 'vitest';
import { POLICY } from '../../domain/policy.ts';
import { forCounty } from '../../domain/project/slice.ts';
import { decideRules, RULES, rulesOf, type AddedRules, type RulesCommand } from '../../domain/rules.ts';
import { findTemplate, TEMPLATES } from '../../domain/templates.ts';
import { addedRules, on } from '../given.ts';

const TODAY = on('2024-02-28');
const INDUSTRIAL = findTemplate(TEMPLATES, { id: 'industrial', version: 1 })!;
const NOTICE = {
  year: 2027,
  source: '国办发明电〔2026〕X号',
  effectiveOn: '2026-11-10',
  status: 'published',
  holidays: ['2027-01-01', '2027-02-08'],
  makeUpWorkdays: ['2027-02-14'],
} as const;

const added = (...commands: RulesCommand[]) => addedRules(TODAY, commands);

const refused = (command: RulesCommand, state: AddedRules | null = null) => {
  const decision = decideRules(command, state, TODAY);
  return decision.ok ? 'accepted' : `${decision.rejection.code} ${decision.rejection.field}`;
};
const notice = (change: object = {}) => ({
  type: 'publishCalendar' as const,
  notice: {
    ...NOTICE,
    holidays: [...NOTICE.holidays],
    makeUpWorkdays: [...NOTICE.makeUpWorkdays],
    ...change,
  },
});

describe('templates of a county', () => {
  const template = { ...INDUSTRIAL, id: 'county-industrial' };

  test('stand beside those the system comes with', () => {
    const rules = rulesOf(RULES, added({ type: 'addTemplate', template }));
    expect(findTemplate(rules.templates, { id: 'county-industrial', version: 1 })).toEqual(template);
    expect(findTemplate(rules.templates, { id: 'industrial', version: 1 })).toBe(INDUSTRIAL);
  });

  test('are refused with the field and the number of faults', () => {
    const broken = {
      ...template,
      milestones: [{ ...template.milestones[0]!, enters: 'nowhere' }],
      approvalItems: [{ ...template.approvalItems[0]!, limitWorkdays: 0 }],
    };
    const decision = decideRules({ type: 'addTemplate', template: broken }, null, TODAY);
    expect(decision).toMatchObject({
      ok: false,
      rejection: { code: 'badRules', field: 'milestones[0].enters' },
    });
    expect(JSON.stringify(decision)).toContain('more)');
  });

  test('never replace a version: its number must rise', () => {
    expect(refused({ type: 'addTemplate', template: INDUSTRIAL })).toBe('templateExists version');
    expect(refused({ type: 'addTemplate', template }, added({ type: 'addTemplate', template }))).toBe(
      'templateExists version',
    );
  });
});

describe('policies', () => {
  const second = { ...POLICY, version: 2, acknowledgementWorkdays: 1 };

  test('of a county count there alone, a common one everywhere else', () => {
    const state = added(
      { type: 'setPolicy', county: '陵川县', policy: second },
      { type: 'setPolicy', policy: { ...POLICY, version: 3 } },
    );
    const rules = rulesOf(RULES, state);
    expect(forCounty(rules, '陵川县').policy).toEqual(second);
    expect(forCounty(rules, '寿阳县').policy.version).toBe(3);
    expect(forCounty(rules, undefined).policy.version).toBe(3);
    expect(forCounty(RULES, '陵川县').policy).toBe(POLICY);
    expect(forCounty(rules, 'constructor').policy.version).toBe(3);
  });

  test('rise in version, and hold together', () => {
    expect(refused({ type: 'setPolicy', policy: POLICY })).toBe('policyNotNewer version');
    expect(refused({ type: 'setPolicy', policy: { ...POLICY, id: 'other' } })).toBe('accepted');
    expect(refused({ type: 'setPolicy', policy: { ...second, rungTime: '9 o’clock' } })).toBe(
      'badRules rungTime',
    );
  });
});

describe('calendar notices', () => {
  test('make the next version of the calendar', () => {
    const rules = rulesOf(RULES, added(notice(), notice({ holidays: ['2027-01-01'] })));
    expect(rules.calendar.version).toBe(RULES.calendar.version + 2);
    expect(rules.calendar.years['2027']).toEqual({
      status: 'published',
      holidays: ['2027-01-01'],
      makeUpWorkdays: ['2027-02-14'],
    });
    expect(rules.calendar.years['2026']).toBe(RULES.calendar.years['2026']);
  });

  test('are refused when they are wrong, or leave a year out', () => {
    expect(refused(notice({ holidays: ['2027-01-02'] }))).toBe('badRules holidays[0]');
    expect(refused(notice({ year: 2060, holidays: [], makeUpWorkdays: [] }))).toBe('calendarGap year');
    expect(refused(notice({ year: 2041, holidays: [], makeUpWorkdays: [] }))).toBe('accepted');
  });
});

test('nothing added is what the system comes with', () => {
  expect(rulesOf(RULES, null)).toBe(RULES);
});
