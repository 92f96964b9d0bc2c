/** What another policy would change of a project today: for a preview, before it is put in force. */
import type { LocalDate } from '../dates.ts';
import type { Verdict } from '../lights.ts';
import type { RungName } from '../policy.ts';
import type { Text } from '../text.ts';
import { projectVerdict } from './facts.ts';
import type { Context } from './slice.ts';
import { byKey, type Project } from './state.ts';
import { nextRungOf } from './time.ts';

/** The next rung of an obligation: its day if nothing else changes, and the people whom it tells. */
export interface NextRung {
  rung: RungName;
  name: Text;
  on: LocalDate;
  to: string[];
}

export interface PolicyChange {
  light?: { before: Verdict; after: Verdict };
  rungs: { obligation: string; title: string; before?: NextRung; after?: NextRung }[];
}

/**
 * The light of a project and the next rung of each open obligation, where two contexts that differ by their policy
 * say something else of them. A rung that would be on today's date is one that goes out at once.
 */
export function policyChange(state: Project, before: Context, after: Context): PolicyChange {
  const [was, is] = [projectVerdict(state, before), projectVerdict(state, after)];
  const rungs = byKey(state.obligations).flatMap(([obligation, o]) => {
    const next = (context: Context): NextRung | undefined => {
      const found = nextRungOf(state, obligation, o, context);
      return found && { ...found, to: found.to.map((t) => t.person) };
    };
    const [a, b] = [next(before), next(after)];
    if (JSON.stringify(a) === JSON.stringify(b)) return [];
    return [{ obligation, title: o.title, ...(a ? { before: a } : {}), ...(b ? { after: b } : {}) }];
  });
  // A project that does not run climbs no ladder.
  const climbs = state.status.is === 'active';
  return {
    ...(was.light === is.light ? {} : { light: { before: was, after: is } }),
    rungs: climbs ? rungs : [],
  };
}
