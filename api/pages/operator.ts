/** The page of whoever runs the system. */
import { addDays } from '../../domain/dates.ts';
import { readTokens, readUsers } from '../../store/accounts.ts';
import { noticesOfStatus } from '../../store/deliveries.ts';
import { healthOf } from '../../store/operations.ts';
import { OperatorPage, type OperatorModel } from '../../web/operator.tsx';
import type { Pages } from '../page.ts';
import type { Deps } from '../route.ts';

const FAILED = 100;

export function addOperator({ system }: Deps, { page }: Pages, temporalUiUrl: string | undefined): void {
  page('/operator', async (_, view) => {
    const real = new Date().toISOString();
    const [health, failed, tokens, users] = await Promise.all([
      healthOf(system.db, { real, now: view.now }),
      noticesOfStatus(system.db, 'undeliverable', { limit: FAILED }, view.zone),
      readTokens(system.db),
      readUsers(system.db),
    ]);
    const model: OperatorModel = {
      ...{ health, tokens, users, temporalUiUrl },
      failed: failed.map(({ id, stream, person, text, delivery }) => ({
        ...{ id, stream, person, text },
        channel: delivery.attempts.at(-1)?.channel ?? null,
        message: delivery.attempts.at(-1)?.message ?? '',
      })),
      expiries: [30, 90, 365].map((days) => ({
        days,
        at: `${addDays(real.slice(0, 10), days)}${real.slice(10)}`,
      })),
    };
    return OperatorPage({ view, model });
  });
}
