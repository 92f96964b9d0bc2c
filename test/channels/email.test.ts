import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Message, Receipt } from '../../channels/channel.ts';
import { emailChannel, type EmailOptions } from '../../channels/email.ts';
import { keyOf } from '../../channels/identity.ts';
import { startFakeMail, type FakeMail } from './fake-mail.ts';
import { closedPort, MESSAGE, never, shownOf } from './given.ts';

const PASS = 'p@ss w0rd/秘密';
let mail: FakeMail;
beforeEach(async () => {
  mail = await startFakeMail({ user: 'office', pass: PASS });
});
afterEach(() => mail.close());

const urlOf = (port: number, pass = PASS): string =>
  `smtp://office:${encodeURIComponent(pass)}@127.0.0.1:${port}`;

function send(
  options: Partial<EmailOptions> = {},
  message: Partial<Message> = {},
  to = 'zhao@county.example',
): Promise<Receipt> {
  const channel = emailChannel({
    url: urlOf(mail.port),
    from: '全程 <office@county.example>',
    timeoutMs: 5000,
    ...options,
  });
  return channel.send({ ...MESSAGE, ...message }, { to }, never());
}

/** Headers and text as a mail program reads them. */
function read(raw: string): { headers: Map<string, string>; text: string } {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const headers = new Map(
    head
      .replace(/\r\n[ \t]+/g, ' ')
      .split('\r\n')
      .map((line) => {
        const at = line.indexOf(':');
        return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()];
      }),
  );
  const body = rest.join('\r\n\r\n');
  const encoding = headers.get('content-transfer-encoding');
  const text =
    encoding === 'base64'
      ? Buffer.from(body, 'base64').toString()
      : Buffer.from(
          body
            .replace(/=\r\n/g, '')
            .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
          'latin1',
        ).toString();
  return { headers, text: text.replaceAll('\r\n', '\n') };
}

function decoded(header: string): string {
  return header
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?UTF-8\?([BQ])\?([^?]*)\?=/g, (_, kind: string, text: string) =>
      kind === 'B'
        ? Buffer.from(text, 'base64').toString()
        : Buffer.from(
            text
              .replaceAll('_', ' ')
              .replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16))),
            'latin1',
          ).toString(),
    );
}

describe('e-mail', () => {
  test('has subject, text, link, and a Message-ID that a repeat has too', async () => {
    expect(await send()).toMatchObject({ outcome: 'sent' });
    expect(await send()).toMatchObject({ outcome: 'sent' });
    expect(mail.mails.map((m) => [m.messageId, m.to])).toEqual([
      [`<${keyOf(MESSAGE.id)}@county.example>`, ['zhao@county.example']],
      [`<${keyOf(MESSAGE.id)}@county.example>`, ['zhao@county.example']],
    ]);
    const { headers, text } = read(mail.mails[0]!.raw);
    expect(decoded(headers.get('subject')!)).toBe(MESSAGE.title);
    expect(text.trimEnd()).toBe(`${MESSAGE.title}\n${MESSAGE.body}\n${MESSAGE.link}`);
    expect(headers.get('auto-submitted')).toBe('auto-generated');
    expect(headers.get('importance')).toBe('high');
    expect(headers.get('content-language')).toBe('zh-CN');
  });

  test('a long title is shortened in the subject, and no title adds a header', async () => {
    const title = `标题\r\nBcc: someone@else.example\r\n${'长'.repeat(500)}`;
    expect(await send({}, { title, urgent: false })).toMatchObject({ outcome: 'sent' });
    const { headers } = read(mail.mails[0]!.raw);
    expect(mail.mails[0]!.to).toEqual(['zhao@county.example']);
    expect(headers.has('bcc')).toBe(false);
    expect(headers.has('importance')).toBe(false);
    const subject = decoded(headers.get('subject')!);
    expect(Buffer.byteLength(subject)).toBeLessThanOrEqual(200);
    expect(subject.startsWith('标题 Bcc: someone@else.example 长长')).toBe(true);
    expect(subject.endsWith('…')).toBe(true);
  });

  test.each(['nobody', 'a@b@c', 'a@b.example, c@d.example', 'a@b.example\r\nBcc: x@y.example', ''])(
    'is not sent to what is no address: %j',
    async (to) => {
      expect(await send({}, {}, to)).toMatchObject({
        outcome: 'refused',
        code: 'email:badAddress',
        permanent: true,
      });
      expect(mail.mails).toEqual([]);
    },
  );

  test('a wrong password is permanent, and is not repeated', async () => {
    const receipt = await send({ url: urlOf(mail.port, 'wrong-pass-1') });
    expect(receipt).toMatchObject({ outcome: 'refused', code: 'smtp:535', permanent: true });
    expect(shownOf(receipt)).not.toContain('wrong-pass-1');
    expect(shownOf(receipt)).toContain('***');
  });

  test('a refusal of the recipient: 5xx for good, 4xx for now', async () => {
    mail.fail(
      { is: 'refuseRecipient', code: 550, said: '5.1.1 no such mailbox' },
      { is: 'refuseRecipient', code: 450, said: '4.7.1 greylisted' },
    );
    expect(await send()).toEqual({
      outcome: 'refused',
      code: 'smtp:550',
      message: '550 5.1.1 no such mailbox',
      permanent: true,
    });
    expect(await send()).toEqual({
      outcome: 'refused',
      code: 'smtp:450',
      message: '450 4.7.1 greylisted',
      permanent: false,
      retryAfterMs: 300_000,
    });
  });

  test('a refusal of the message after it was read is a refusal', async () => {
    mail.fail({ is: 'refuseData', code: 554, said: 'looks like spam' });
    expect(await send()).toMatchObject({ outcome: 'refused', code: 'smtp:554', permanent: true });
    expect(mail.mails).toEqual([]);
  });

  test('cut or silent after the message was read: unknown', async () => {
    mail.fail({ is: 'cutAfterData', takes: true }, { is: 'cutAfterData' }, { is: 'silence', takes: true });
    const unknown = { outcome: 'unknown', message: '邮件服务器未确认收到 / the mail server did not confirm' };
    expect(await send()).toEqual(unknown);
    expect(await send()).toEqual(unknown);
    expect(await send({ timeoutMs: 300 })).toEqual(unknown);
    expect(mail.mails).toHaveLength(2);
  });

  test('cut before the message was read, or nobody there: a refusal that may be tried again', async () => {
    mail.fail({ is: 'cutBeforeData' });
    expect(await send()).toMatchObject({ outcome: 'refused', permanent: false });
    const receipt = await send({ url: urlOf(await closedPort()) });
    expect(receipt).toMatchObject({ outcome: 'refused', permanent: false });
    expect(shownOf(receipt)).not.toContain(PASS);
    expect(mail.mails).toEqual([]);
  });

  test('a password with a % of its own is taken as it is', async () => {
    expect(await send({ url: `smtp://office:50%off@127.0.0.1:${mail.port}` })).toMatchObject({
      code: 'smtp:535',
    });
  });

  test('a caller that had given up before: nothing is sent', async () => {
    const channel = emailChannel({ url: urlOf(mail.port), from: 'office@county.example' });
    const receipt = await channel.send(MESSAGE, { to: 'zhao@county.example' }, AbortSignal.abort());
    expect(receipt).toMatchObject({ outcome: 'refused', permanent: false });
    expect(mail.mails).toEqual([]);
  });
});
