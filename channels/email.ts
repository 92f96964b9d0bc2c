/**
 * E-mail by SMTP. nodemailer writes the message and speaks SMTP; its connection is driven here and not by its
 * transport, because only so is it known whether the message had begun to leave when something broke.
 *
 * - The Message-ID follows from the message's id, so a second copy is recognised: by servers that suppress
 *   duplicates (Cyrus IMAP and Exchange among others), and by readers' programs as the same message.
 * - A 5xx reply is permanent, a 4xx may be tried again (RFC 5321, 4.2.1).
 * - `Auto-Submitted` keeps absence notes from answering (RFC 3834).
 */
import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Channel, Message, Receipt } from './channel.ts';
import { isLoopback } from './endpoint.ts';
import { keyOf } from './identity.ts';
import { saidBy } from './receipts.ts';
import { fit, shorten } from './shorten.ts';

export interface EmailOptions {
  /** `smtp://user:password@host:587` (with STARTTLS) or `smtps://…:465`. */
  url: string;
  /** `全程 <office@example.org>` */
  from: string;
  /** Send without TLS where the server has none. Loopback always may. */
  allowPlain?: boolean | undefined;
  sendsPerSecond?: number | undefined;
  timeoutMs?: number | undefined;
}

const MAX_BYTES = 100_000;
/** What a list of messages can show, and well below a line of a header (998, RFC 5322). */
const SUBJECT_BYTES = 200;
const TIMEOUT_MS = 30_000;
/** Greylisting lets a sender in after some minutes. */
const LATER_MS = 300_000;

interface SmtpError extends Error {
  code?: string | undefined;
  responseCode?: number | undefined;
  response?: string | undefined;
}

export function emailChannel(options: EmailOptions): Channel {
  return {
    name: 'email',
    sendsPerSecond: options.sendsPerSecond ?? 2,
    maxBytes: MAX_BYTES,
    dropsRepeats: false,
    send: (message, { to }, signal) => deliver(options, message, to, signal),
  };
}

function compose({ from }: EmailOptions, message: Message, to: string) {
  const domain = /@([^\s>]+)>?\s*$/.exec(from)?.[1] ?? 'localhost';
  const { title, body, link, urgent, language } = message;
  return new MailComposer({
    from,
    to: { name: '', address: to },
    subject: shorten(title.replace(/\s+/g, ' '), SUBJECT_BYTES),
    text: fit({ title, body, link }, MAX_BYTES) + '\n',
    messageId: `<${keyOf(message.id)}@${domain}>`,
    headers: {
      'Auto-Submitted': 'auto-generated',
      'Content-Language': language === 'zh' ? 'zh-CN' : 'en',
      ...(urgent ? { Importance: 'high', 'X-Priority': '1' } : {}),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
}

async function deliver(
  options: EmailOptions,
  message: Message,
  to: string,
  signal: AbortSignal,
): Promise<Receipt> {
  const url = new URL(options.url);
  const [user, pass] = [decoded(url.username), decoded(url.password)];
  const secrets = [
    options.url,
    url.password,
    pass,
    Buffer.from(pass).toString('base64'),
    Buffer.from(`\0${user}\0${pass}`).toString('base64'),
  ];
  if (!/^[^\s@<>,;:"]+@[^\s@<>,;:"]+$/.test(to)) {
    return {
      outcome: 'refused',
      code: 'email:badAddress',
      message: '邮箱地址不正确 / not an e-mail address',
      permanent: true,
    };
  }
  const mail = compose(options, message, to);
  const raw = await mail.build();
  let written = false;
  const source = Readable.from(
    (function* () {
      written = true;
      yield raw;
    })(),
    { objectMode: false },
  );
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  const connection = new SMTPConnection({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (url.protocol === 'smtps:' ? 465 : 587),
    secure: url.protocol === 'smtps:',
    requireTLS: url.protocol === 'smtp:' && !options.allowPlain && !isLoopback(url.hostname),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    socketCloseTimeout: 0,
    allowInternalNetworkInterfaces: true,
  });
  const stop = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  try {
    const handOver = new Promise<string>((resolve, reject) => {
      const fail = (error: SmtpError): void => reject(error);
      const stopped = (): void => fail(Object.assign(new Error('stopped'), { code: 'ETIMEDOUT' }));
      if (stop.aborted) return stopped();
      stop.addEventListener('abort', stopped);
      connection.on('error', fail);
      connection.connect((error) => {
        if (error) return fail(error);
        const send = (): void =>
          connection.send(mail.getEnvelope(), source, (fault, info) => {
            if (fault) fail(fault);
            else resolve(info?.response ?? '');
          });
        if (user === '') send();
        else connection.login({ user, pass }, (fault) => (fault ? fail(fault) : send()));
      });
    });
    const reference = await handOver;
    connection.quit();
    return { outcome: 'sent', reference: saidBy(reference, secrets) };
  } catch (error) {
    connection.close();
    return judge(error as SmtpError, written, secrets);
  }
}

/** A `%` that stands for itself is taken as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function judge(error: SmtpError, written: boolean, secrets: string[]): Receipt {
  const { responseCode, response } = error;
  if (responseCode !== undefined && responseCode >= 400) {
    const permanent = responseCode >= 500;
    return {
      outcome: 'refused',
      code: `smtp:${responseCode}`,
      message: saidBy(response ?? '', secrets),
      permanent,
      ...(permanent ? {} : { retryAfterMs: LATER_MS }),
    };
  }
  if (written)
    return { outcome: 'unknown', message: '邮件服务器未确认收到 / the mail server did not confirm' };
  const code = `net:${error.code ?? 'EUNKNOWN'}`;
  return {
    outcome: 'refused',
    code,
    message: `未能交给邮件服务器（${code}）/ not handed over (${code})`,
    permanent: false,
  };
}
