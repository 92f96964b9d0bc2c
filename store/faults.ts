/** What can go wrong with the database itself, told apart from what is wrong with a command. */

const BUSY = {
  queue: '排队的命令已满，请稍后重试 / too many commands wait: try again a little later',
  log: '日志正被占用，请稍后重试 / the log is held by another session: try again a little later',
  statement: '数据库答复过慢，请稍后重试 / the database takes too long: try again a little later',
};

/** Too many commands wait, or the log is held by someone else: try again a little later. Nothing was written. */
export class Overloaded extends Error {
  /** Seconds after which to try again. */
  readonly retryAfter: number;
  constructor(where: keyof typeof BUSY) {
    super(BUSY[where]);
    this.name = 'Overloaded';
    this.retryAfter = where === 'queue' ? 1 : 5;
  }
}

/** A statement was ended because it took longer than `QUANCHENG_STATEMENT_SECONDS`, or by an administrator. */
export const isOverlong = (error: unknown): boolean => (error as { code?: unknown }).code === '57014';

/**
 * The server is away, is going away, has no room, or the connection died: another attempt may succeed. By the code
 * of Postgres (classes 08, 53, 58, some of 57 and 25; a lock that was not got) or of the socket.
 */
export function isUnavailable(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (
    typeof code === 'string' &&
    /^(08|53|57P|58|55P03|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|25P03|25006)/.test(
      code,
    )
  )
    return true;
  return (
    typeof message === 'string' &&
    /connection terminated|connection timeout|timeout exceeded|Client has encountered a connection error|not queryable/i.test(
      message,
    )
  );
}
