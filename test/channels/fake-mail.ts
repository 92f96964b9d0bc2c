/** A local SMTP server with mailboxes, log-in, refusals and bad days; it keeps what it accepted. */
import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';

export type MailFault =
  /** The recipient is refused with this code and text. */
  | { is: 'refuseRecipient'; code: number; said: string }
  /** The whole message is read, then refused. */
  | { is: 'refuseData'; code: number; said: string }
  /** The connection is cut after the message was read; `takes`: it was stored all the same. */
  | { is: 'cutAfterData'; takes?: boolean }
  /** The connection is cut as soon as the sender is named: nothing of the message was read. */
  | { is: 'cutBeforeData' }
  /** The message is read and never confirmed. */
  | { is: 'silence'; takes?: boolean };

export interface Mail {
  messageId: string;
  to: string[];
  /** Headers and body as they came. */
  raw: string;
}

export interface FakeMail {
  port: number;
  mails: Mail[];
  fail(...faults: MailFault[]): void;
  close(): Promise<void>;
}

export interface FakeMailOptions {
  port?: number;
  user?: string;
  pass?: string;
  onMail?: (mail: Mail) => void;
}

const failing = (code: number, said: string): Error => Object.assign(new Error(said), { responseCode: code });

export async function startFakeMail({
  port = 0,
  user,
  pass,
  onMail,
}: FakeMailOptions = {}): Promise<FakeMail> {
  const mails: Mail[] = [];
  const faults: MailFault[] = [];
  const sockets = new Set<Socket>();
  const cut = (): void => sockets.forEach((s) => s.destroy());
  const keep = (raw: string, to: string[]): void => {
    const mail = { messageId: /^message-id:\s*(\S+)/im.exec(raw)?.[1] ?? '', to, raw };
    mails.push(mail);
    onMail?.(mail);
  };
  const server = new SMTPServer({
    authOptional: user === undefined,
    disabledCommands: user === undefined ? ['STARTTLS', 'AUTH'] : ['STARTTLS'],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    logger: false,
    onAuth: (auth, _session, callback) => {
      if (auth.username === user && auth.password === pass) callback(null, { user: auth.username });
      else callback(failing(535, `5.7.8 no such user ${auth.username} with ${auth.password}`));
    },
    onMailFrom: (_address, _session, callback) => {
      if (faults[0]?.is !== 'cutBeforeData') return callback();
      faults.shift();
      cut();
    },
    onRcptTo: (_address, _session, callback) => {
      const fault = faults[0];
      if (fault?.is !== 'refuseRecipient') return callback();
      faults.shift();
      callback(failing(fault.code, fault.said));
    },
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const fault = faults.shift();
        const to = session.envelope.rcptTo.map((r) => r.address);
        const takes = fault === undefined || ('takes' in fault && (fault.takes ?? false));
        if (takes) keep(Buffer.concat(chunks).toString(), to);
        if (fault?.is === 'refuseData') callback(failing(fault.code, fault.said));
        else if (fault?.is === 'cutAfterData') cut();
        else if (fault?.is !== 'silence') callback(null, 'kept');
      });
    },
  });
  server.on('error', () => undefined);
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()));
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    fail: (...more) => faults.push(...more),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        cut();
      }),
  };
}
