/** What is asked of the reader: the projects in which they or their department have a part. */
import { grantsOf, refusedCommand, seesProject, type AccessRole } from '../../domain/access.ts';
import { own } from '../../domain/project/state.ts';
import { readConcerned } from '../../store/entries.ts';
import { MinePage, type MyProject } from '../../web/mine.tsx';
import { ownName } from '../../web/project-forms.tsx';
import type { Pages } from '../page.ts';
import type { Deps } from '../route.ts';

const HERE: readonly AccessRole[] = ['chief', 'approvalChief', 'department', 'leader'];

export function addMine({ system }: Deps, { page }: Pages): void {
  page('/mine', async (_c, view) => {
    const { caller, now, today } = view;
    const departments = grantsOf(caller, ['department']).flatMap((g) => g.department ?? []);
    const persons = caller.person === undefined ? [] : [caller.person];
    const found = (await readConcerned(system, now, { persons, departments })).filter(({ project }) =>
      seesProject(caller, project, today, HERE),
    );
    const projects: MyProject[] = found.map(({ project, entry }) => ({
      entry,
      items: entry.items.map((item) => {
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
      }),
    }));
    return MinePage({ view, projects });
  });
}
