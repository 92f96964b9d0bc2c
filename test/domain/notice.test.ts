import { describe, expect, test } from 'vitest';
import { noticeKey, noticeText, type Rung } from '../../domain/notice.ts';
import { POLICY, ROLE_NAMES, type Role } from '../../domain/policy.ts';

const RUNG: Rung = {
  obligation: 'milestone:a-trial',
  kind: 'milestone',
  title: '甲线试生产',
  clock: 'commitment',
  rung: 'leader',
  name: { zh: '升级至包联领导', en: 'escalated: leader in charge' },
  afterWorkdays: 5,
  dueOn: '2024-03-26',
  deadlineVersion: 2,
  policy: { id: 'county', version: 1 },
  accountable: { role: 'projectChief', person: '赵项目长' },
  recipients: [{ role: 'leaderInCharge', person: '孙副县长' }],
};
/** With what the policy calls the rung, as the event has it. */
const text = (rung: Partial<Rung>, on: string) => {
  const spec = POLICY.ladders.commitment.find((r) => r.rung === (rung.rung ?? RUNG.rung))!;
  return noticeText('示例工厂', { ...RUNG, name: spec.name, ...rung }, on);
};

test('a notice has one key a person, deadline and rung', () => {
  expect(noticeKey('plant', RUNG, '孙副县长')).toBe('plant/milestone:a-trial/v2/leader/孙副县长');
});

describe('the text of a notice', () => {
  test('before the day says when it is due', () => {
    expect(text({ rung: 'remind' }, '2024-03-25')).toEqual({
      zh: '【到期提醒】示例工厂：甲线试生产，2024-03-26 到期（项目长 赵项目长 负责）',
      en: '[reminder] 示例工厂: 甲线试生产, due 2024-03-26 (赵项目长, project chief, is accountable)',
    });
  });

  test('on the day says so', () => {
    expect(text({ rung: 'due' }, '2024-03-26')).toEqual({
      zh: '【今日到期】示例工厂：甲线试生产，今日（2024-03-26）到期（项目长 赵项目长 负责）',
      en: '[due today] 示例工厂: 甲线试生产, due today, 2024-03-26 (赵项目长, project chief, is accountable)',
    });
  });

  test('after it says that nothing was reported', () => {
    expect(text({}, '2024-03-27')).toEqual({
      zh: '【升级至包联领导】示例工厂：甲线试生产，应于 2024-03-26 完成，尚无报告（项目长 赵项目长 负责）',
      en: '[escalated: leader in charge] 示例工厂: 甲线试生产, was due 2024-03-26, nothing reported (赵项目长, project chief, is accountable)',
    });
  });

  test('of a rung that was slept through says what is true now', () => {
    expect(text({ rung: 'due' }, '2024-06-30').en).toContain('was due 2024-03-26, nothing reported');
    expect(text({ rung: 'due', dueOn: '2024-03-30' }, '2024-03-29').en).toContain(', due 2024-03-30 (');
  });

  test.each(Object.keys(ROLE_NAMES) as Role[])('names who is accountable as %s', (role) => {
    const { zh, en } = text({ accountable: { role, person: '某人' } }, '2024-03-27');
    expect(zh).toContain(`（${ROLE_NAMES[role].zh} 某人 负责）`);
    expect(en).toContain(`(某人, ${ROLE_NAMES[role].en}, is accountable)`);
  });
});
