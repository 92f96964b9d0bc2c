/** Which commands a line of a list offers its reader; the API decides again when one is sent. */
import { COMMAND_ACCESS, coversProject, grantsOf } from '../domain/access.ts';
import type { CommandType } from '../domain/project/commands.ts';
import type { View } from './view.ts';

/** Whether the office, or the leader of this very project, may send a command to it. */
export const offers = (
  { caller }: Pick<View, 'caller'>,
  type: CommandType,
  line: { project: string; county: string; leader: string },
): boolean =>
  grantsOf(caller, COMMAND_ACCESS[type]).some(
    (grant) =>
      coversProject(grant, { id: line.project, county: line.county }) &&
      (grant.role === 'office' || (grant.role === 'leader' && line.leader === caller.person)),
  );
