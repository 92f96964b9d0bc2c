/** What those close to the work say without deciding: an extension asked for, a cause named. */
import { describe, expect, test } from 'vitest';
import { foldProject } from '../../domain/project/decide.ts';
import type { ProjectCommand } from '../../domain/project/commands.ts';
import { event } from '../../domain/project/slice.ts';
import { eventsOf, given, on, signed } from '../given.ts';

const TRIAL = 'milestone:a-trial';
const by = '赵项目长';
const ask: ProjectCommand = {
  ...{ type: 'requestExtension', obligation: TRIAL, workdays: 10, by, reason: '设备晚到' },
};
const after = (...commands: ProjectCommand[]) => {
  const events = signed();
  return [...events, ...eventsOf(commands, on('2024-03-01'), events)];
};
const open = (...commands: ProjectCommand[]) => foldProject(after(...commands))!.obligations[TRIAL]!;

describe('an extension asked for', () => {
  test('is recorded and moves nothing; the last request stands', () => {
    const { type: _, ...data } = ask;
    given(signed())
      .when(ask, on('2024-03-01'))
      .then(event('extensionRequested', '2024-03-01', data));
    const o = open(ask, { ...ask, workdays: 20 });
    expect([o.dueOn, o.version, o.extensionRequest?.workdays]).toEqual(['2024-03-26', 1, 20]);
  });

  test('names working days or a later date, one of the two', () => {
    const asked = (change: object) => ({ ...ask, workdays: undefined, ...change }) as ProjectCommand;
    const refused = (change: object, code: string, field: string) =>
      given(signed()).when(asked(change), on('2024-03-01')).refused(code, { field });
    refused({}, 'badExtension', 'workdays');
    refused({ workdays: 5, dueOn: '2024-04-10' }, 'badExtension', 'workdays');
    refused({ dueOn: '2024-03-26' }, 'badExtension', 'dueOn');
    refused({ dueOn: '2024-02-30' }, 'badDate', 'dueOn');
    refused({ obligation: 'milestone:nowhere', workdays: 5 }, 'unknownObligation', 'obligation');
    // Of what is late: to a day that is still to come.
    const late = asked({ dueOn: '2024-03-28' });
    given(signed()).when(late, on('2024-04-01')).refused('badExtension', { field: 'dueOn' });
  });

  test('is over when it is refused, granted by a new baseline, or the thing is done', () => {
    expect(
      open(ask, { type: 'refuseExtension', obligation: TRIAL, by: '孙副县长', reason: '按期' }),
    ).not.toHaveProperty('extensionRequest');
    expect(
      open(ask, {
        ...{ type: 'signBaseline', milestone: 'a-trial', name: '调整', committedOn: '2024-04-10' },
        ...{ by: '孙副县长', basis: '会议纪要', reason: '设备晚到' },
      }),
    ).not.toHaveProperty('extensionRequest');
    expect(open(ask, { type: 'completeMilestone', milestone: 'a-trial' })).not.toHaveProperty(
      'extensionRequest',
    );
    given(signed())
      .when({ type: 'refuseExtension', obligation: TRIAL, by, reason: 'x' }, on('2024-03-01'))
      .refused('nothingRequested', { field: 'obligation' });
  });
});

describe('a cause that was named', () => {
  const name: ProjectCommand = {
    ...{ type: 'nameCause', milestone: 'a-trial', cause: 'energy', by, owner: '供电公司', note: '外线未通' },
  };
  const late: ProjectCommand = { type: 'completeMilestone', milestone: 'a-trial' };
  const slips = (...commands: ProjectCommand[]) => {
    const events = after(name);
    const done = eventsOf(commands, on('2024-04-05'), events);
    return foldProject([...events, ...done])!.milestones['a-trial']!.slips;
  };

  test('is what the next slip is put down to, unless more is stated', () => {
    expect(slips(late)).toMatchObject([
      { days: 10, cause: 'energy', owner: '供电公司', note: '外线未通', source: 'actual' },
    ]);
    expect(slips({ ...late, cause: 'weather', owner: '气象' })).toMatchObject([
      { days: 10, cause: 'weather', owner: '气象' },
    ]);
  });

  test('must be one, of a milestone that is not done', () => {
    for (const cause of ['recovered', 'unexplained'])
      given(signed())
        .when({ ...name, cause } as ProjectCommand, on('2024-03-01'))
        .refused('badCause', { field: 'cause' });
    given(after(late)).when(name, on('2024-03-02')).refused('alreadyCompleted', { field: 'milestone' });
    given(signed())
      .when({ ...name, milestone: 'nowhere' }, on('2024-03-01'))
      .refused('unknownMilestone', { field: 'milestone' });
  });
});
