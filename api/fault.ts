/** What a request is answered that ended in an error which no route expected. */
import type { ErrorHandler } from 'hono';
import { reject, type Rejection } from '../domain/text.ts';
import { isOverlong, isUnavailable, Overloaded } from '../store/faults.ts';
import { faults } from '../telemetry/metrics.ts';
import { traceId } from '../telemetry/trace.ts';
import { answerFailure } from './page.ts';
import type { Deps, Env, Request } from './route.ts';

const BUSY = reject('overloaded', '系统繁忙，请稍后重试', 'too busy: try again');
const NO_JSON = reject('badRequest', '请求不是有效的 JSON', 'the body is not valid JSON');
const NO_FORM = reject('badRequest', '表单或网址无法读取', 'the form or the address cannot be read');
const NO_VALUE = reject('badRequest', '含有无法保存的值', 'holds a value that cannot be stored');
const OVERLONG = reject(
  'overlong',
  '数据库未在时限内答复，请稍后重试，或缩小查询范围',
  'the database did not answer in time: try again later, or ask for less',
);
const AWAY = reject(
  'unavailable',
  '数据库暂不可用，命令未受理，请重试',
  'the database is away: the command was not taken, try again',
);
/** After a statement that took too long, seconds: the next one at once would make it worse. */
const OVERLONG_S = 10;

/**
 * 503 with Retry-After only where trying again can help: the database is away, too slow or too busy. Anything else is
 * a fault of ours: 500, and one line of JSON to `log` under the request id that the answer names. A browser that asked
 * for a page gets one.
 */
export const answerFault =
  (deps: Pick<Deps, 'system'>, log: (line: string) => void): ErrorHandler<Env> =>
  (error, c: Request) => {
    const answer = (rejection: Rejection, retryAfter?: number) =>
      answerFailure(c, deps, rejection, retryAfter);
    if (error instanceof Overloaded) return answer(BUSY, error.retryAfter);
    if ((error as { status?: number }).status === 400) return answer(NO_JSON);
    // What `Request.formData` and `decodeURIComponent` say of what they can't read.
    if (error instanceof URIError || /FormData|Content-Type was not one of/.test(error.message))
      return answer(NO_FORM);
    // Postgres, class 22: a value that it can't store or read.
    if ((error as { code?: string }).code?.startsWith?.('22')) return answer(NO_VALUE);
    const requestId = c.get('requestId');
    // Not the whole error: what Postgres adds to it (`detail`, `where`) may hold a person's data.
    const { name, message, stack } = error;
    const { code } = error as { code?: unknown };
    const at = new Date().toISOString();
    const said = { route: c.get('route') ?? null, name, code: code ?? null, message, stack };
    log(JSON.stringify({ event: 'fault', at, requestId, trace: traceId(), ...said }));
    const kind = isOverlong(error) ? 'overlong' : isUnavailable(error) ? 'unavailable' : 'internal';
    faults.inc({ kind });
    if (kind === 'overlong') return answer(OVERLONG, OVERLONG_S);
    if (kind === 'unavailable') return answer(AWAY);
    return answer(
      reject(
        'internal',
        `系统内部错误，操作是否完成请先核对。请把编号 ${requestId} 告诉管理员`,
        `a fault of the system: look first whether it was done, and tell the administrator ${requestId}`,
      ),
    );
  };
