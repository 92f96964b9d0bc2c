import { describe, expect, test } from 'vitest';
import { ASKS, OFFICE } from '../../domain/message-texts.ts';
import {
  digestOf,
  messageOf,
  type DigestItem,
  type Language,
  type NoticeFacts,
} from '../../domain/messages.ts';
import { POLICY, ROLE_NAMES, type Role, type RungName } from '../../domain/policy.ts';
import type { ObligationKind, ProjectEvents, Recipient } from '../../domain/project/events.ts';
import type { Text } from '../../domain/text.ts';

const RUNGS = Object.keys(OFFICE) as RungName[];
const KINDS = Object.keys(ASKS) as ObligationKind[];
const ROLES = Object.keys(ROLE_NAMES) as Role[];
const LANGUAGES: Language[] = ['zh', 'en'];
/** As long as names of real projects and items are. */
const PROJECT = '某某新材料年产五万吨单晶硅项目（二期）';
const TITLE = '一车间单晶炉安装调试并点火试生产';
const DUE = '2024-03-26';
const CHIEF: Recipient = { role: 'projectChief', person: '赵项目长' };

const nameOf = (rung: RungName): Text =>
  POLICY.ladders.commitment.find((r) => r.rung === rung)?.name ?? { zh: '严重逾期', en: 'severely late' };

function facts(given: {
  rung?: RungName;
  kind?: ObligationKind;
  reader?: Recipient;
  accountable?: Recipient;
  on?: string;
  workdaysLate?: number;
  link?: string;
}): NoticeFacts {
  const {
    rung = 'chief',
    kind = 'milestone',
    reader = CHIEF,
    accountable = CHIEF,
    on = '2024-04-02',
    ...rest
  } = given;
  const event: ProjectEvents['rungReached'] = {
    obligation: `${kind}:a`,
    kind,
    title: TITLE,
    clock: 'commitment',
    rung,
    name: nameOf(rung),
    afterWorkdays: 1,
    dueOn: DUE,
    deadlineVersion: 1,
    policy: { id: 'county', version: 1 },
    accountable,
    recipients: [reader],
  };
  return { project: PROJECT, rung: event, rungName: nameOf(rung), reader, on, ...rest };
}

const readers: [string, Recipient][] = [
  ['who answers for it', CHIEF],
  ['who acts for them', { role: 'projectChief', person: '赵项目长', absent: '钱项目长' }],
  ...ROLES.map((role): [string, Recipient] => [`another, as ${role}`, { role, person: '某某' }]),
];

const cases = RUNGS.flatMap((rung) =>
  KINDS.flatMap((kind) =>
    readers.flatMap(([name, reader]) =>
      ['2024-03-21', DUE, '2024-04-02'].flatMap((on) =>
        LANGUAGES.map((language) => ({ rung, kind, name, reader, on, language })),
      ),
    ),
  ),
);

describe('the text of a notice', () => {
  test(`is there for every rung, kind, reader, time and language: ${cases.length} of them`, () => {
    for (const { rung, kind, reader, on, language } of cases) {
      const link = 'https://quancheng.example/a/3f9c';
      const late = on > DUE;
      const { title, body } = messageOf(
        facts({ rung, kind, reader, on, link, ...(late ? { workdaysLate: 5 } : {}) }),
        language,
      );
      const whole = `${title}\n${body}`;
      expect(title).toContain(PROJECT);
      expect(title).toContain(TITLE);
      expect(title).toContain(nameOf(rung)[language]);
      expect(body).toContain(DUE);
      // Room for the link and the rest, in the shortest of the channels many times over.
      expect(Buffer.byteLength(whole)).toBeLessThanOrEqual(600);
      expect(whole).not.toMatch(/undefined|null|NaN|\[object/);
      if (late && language === 'zh') expect(body).toContain('已逾期 7 天（5 个工作日）');
      if (late && language === 'en') expect(body).toContain('7 days late (5 working days)');
      if (on === DUE) expect(body).toContain(language === 'zh' ? '今天（2024-03-26）到期' : 'Due today');
      if (on < DUE) expect(body).toContain(language === 'zh' ? '还有 5 天' : 'in 5 days');
      expect(body.split('\n')).toHaveLength(4);
    }
  });

  test('every reader of one rung and kind is asked for something of their own', () => {
    for (const kind of KINDS) {
      const asked = [CHIEF, ...ROLES.map((role): Recipient => ({ role, person: '某某' }))].map(
        (reader) => messageOf(facts({ kind, reader }), 'zh').body.split('\n')[2],
      );
      // A chief who does not answer for it is asked the same as another such chief.
      expect(new Set(asked).size).toBe(asked.length - 1);
    }
  });

  test('the chief is told what to do', () => {
    expect(
      messageOf(facts({ on: '2024-03-27', workdaysLate: 1, link: 'https://q.example/a' }), 'zh'),
    ).toEqual({
      title: `【逾期通知项目长】${PROJECT}：${TITLE}`,
      body: [
        '应于 2024-03-26 完成，已逾期 1 天（1 个工作日），还没有报告。',
        '由您负责。',
        '已完成的，今天报告完成日期并附佐证；未完成的，今天写明原因和新的预计日期，需要谁协调一并写明。',
        '点下面的链接即可确认收到、报告完成、申请延期或说明原因，不用登录；只供您本人使用，请勿转发。',
      ].join('\n'),
    });
  });

  test('the leader is told which decision moves it on, and who stays accountable', () => {
    const leader: Recipient = { role: 'leaderInCharge', person: '孙副县长' };
    expect(
      messageOf(
        facts({
          rung: 'onSiteOffice',
          kind: 'factor',
          reader: leader,
          accountable: { role: 'department', person: '自然资源局' },
        }),
        'zh',
      ).body,
    ).toBe(
      [
        '应于 2024-03-26 落实，已逾期 7 天，还没有报告。',
        '责任单位：自然资源局。',
        '已列入下次现场办公议题。请您决定：缺口由哪个部门解决，何时之前落实。',
      ].join('\n'),
    );
    expect(
      messageOf(facts({ rung: 'severe', reader: leader, on: '2024-03-27', workdaysLate: 1 }), 'en').body,
    ).toBe(
      [
        'Was due 2024-03-26: 1 day late (1 working day), and nothing was reported.',
        'Responsible: 赵项目长 (project chief).',
        'It is severely late. Please decide: agree to a new date, or name who clears what holds it up, and by when.',
      ].join('\n'),
    );
  });

  test('an absent holder is named beside who acts', () => {
    const acting: Recipient = { role: 'projectChief', person: '李副局长', absent: '赵项目长' };
    expect(messageOf(facts({ reader: acting, accountable: acting }), 'zh').body).toContain(
      '由您代赵项目长负责。',
    );
    const office: Recipient = { role: 'office', person: '县调度办' };
    expect(messageOf(facts({ reader: office, accountable: acting }), 'zh').body).toContain(
      '责任人：李副局长（项目长，代赵项目长）。',
    );
    expect(messageOf(facts({ reader: office, accountable: acting }), 'en').body).toContain(
      'Responsible: 李副局长 (project chief, in place of 赵项目长).',
    );
  });

  test('where nobody holds the role, the office is asked to appoint someone', () => {
    const office: Recipient = { role: 'office', person: '县调度办' };
    expect(messageOf(facts({ reader: office, accountable: office }), 'zh').body).toContain('今天指定责任人');
  });

  test('a reminder that was slept through tells the truth of its day', () => {
    const { title, body } = messageOf(facts({ rung: 'remind', on: '2024-04-02' }), 'zh');
    expect(title).toContain('到期提醒');
    expect(body).toContain('应于 2024-03-26 完成，已逾期 7 天');
  });
});

describe('the daily digest', () => {
  const item = (dueOn: string, n = 1): DigestItem => ({ project: `项目${n}`, title: '开工', dueOn });

  test('has the latest first, and counts', () => {
    const items = [item('2024-03-28', 3), item('2024-03-26', 2), item('2024-03-20', 1)];
    expect(digestOf(items, '2024-03-26', 'zh')).toEqual({
      title: '【每日汇总】2024-03-26：3 项待办，1 项逾期',
      body: [
        '1. 项目1：开工，逾期 6 天（应于 2024-03-20）',
        '2. 项目2：开工，今天到期',
        '3. 项目3：开工，2024-03-28 到期，还有 2 天',
      ].join('\n'),
    });
    expect(digestOf([item('2024-03-25')], '2024-03-26', 'en')).toEqual({
      title: '[Daily digest] 2024-03-26: 1 to do, 1 late',
      body: '1. 项目1: 开工, 1 day late (was due 2024-03-25)',
    });
  });

  test('lists twelve and counts the rest; the order of what came in does not matter', () => {
    const items = Array.from({ length: 30 }, (_, i) => item('2024-03-20', i + 10));
    const digest = digestOf(items, '2024-03-26', 'zh');
    expect(digest.body.split('\n')).toHaveLength(13);
    expect(digest.body.endsWith('\n另有 18 项未列出。')).toBe(true);
    expect(digestOf(items.toReversed(), '2024-03-26', 'zh')).toEqual(digest);
  });

  test('gives each item its own link, and lists fewer rather than cut one', () => {
    const long = `https://quancheng.example/l/${'x'.repeat(90)}`;
    const items = Array.from({ length: 15 }, (_, i) => ({
      ...item('2024-03-20', i + 10),
      link: `${long}${i + 10}`,
    }));
    const { body } = digestOf(items, '2024-03-26', 'zh');
    const lines = body.split('\n');
    expect(lines.slice(0, 2)).toEqual(['1. 项目10：开工，逾期 6 天（应于 2024-03-20）', `${long}10`]);
    expect(lines.filter((l) => l.startsWith('https://')).every((l) => l.length === long.length + 2)).toBe(
      true,
    );
    const listed = (lines.length - 1) / 2;
    expect(lines.at(-1)).toBe(`另有 ${15 - listed} 项未列出。`);
    expect(new TextEncoder().encode(body).length).toBeLessThan(1_800);
    expect(listed).toBeGreaterThan(7);
    expect(digestOf([{ ...item('2024-03-28'), link: 'x'.repeat(3_000) }], '2024-03-26', 'zh').body).toContain(
      'xxx',
    );
  });
});
