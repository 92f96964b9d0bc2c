/** What is asked of the reader: the projects in which they or their department have a part. */
import { grantsOf, refusedCommand, sees, type AccessRole, type Caller } from '../../domain/access.ts';
import { own, type Project } from '../../domain/project/state.ts';
import type { Entry } from '../../domain/review/entry.ts';
import { projectStream } from '../../store/aggregates.ts';
import { readEntries } from '../../store/entries.ts';
import { statesOf, whole } from '../../store/read.ts';
import { MinePage, type MyProject } from '../../web/mine.tsx';
import { ownName } from '../../web/project-forms.tsx';
import type { Pages } from '../page.ts';
import type { Deps } from '../route.ts';

const HOLDERS: readonly AccessRole[] = ['chief', 'approvalChief', 'department'];

/** Whether a project is the caller's by what they hold in it; a leader reads a whole county, and has a few of it. */
function isOwn(caller: Caller, { project: id, county, seenBy, leader }: Entry): boolean {
  const place = { id, county };
  if (sees(caller, place, seenBy, HOLDERS)) return true;
  return caller.person !== undefined && leader === caller.person && sees(caller, place, seenBy, ['leader']);
}

export function addMine({ system }: Deps, { page }: Pages): void {
  page('/mine', async (_c, view) => {
    const { caller, now, today } = view;
    const departments = grantsOf(caller, ['department']).flatMap((g) => g.department ?? []);
    const persons = caller.person === undefined ? [] : [caller.person];
    const entries = (await readEntries(system, now)).filter((e) => isOwn(caller, e));
    const streams = entries.map((e) => projectStream(e.project));
    const states = new Map((await whole(statesOf<Project>(system.db, streams))).map((p) => [p.id, p]));
    const projects: MyProject[] = entries.flatMap((entry) => {
      const project = states.get(entry.project);
      if (!project) return [];
      const items = entry.items.map((item) => {
        const o = own(project.obligations, item.obligation);
        const last = o?.rungs.at(-1);
        const command = { type: 'acknowledge', obligation: item.obligation, by: ownName(view) } as const;
        return {
          ...item,
          isMine: persons.includes(item.accountable.person) || departments.includes(item.department ?? ''),
          canAcknowledge:
            last !== undefined &&
            o?.acknowledgement?.rung !== last &&
            refusedCommand(caller, project, command, today) === undefined,
        };
      });
      return [{ entry, items }];
    });
    return MinePage({ view, projects });
  });
}
