/** Commands that bring about every type of event of notices, contacts and link keys, with every optional field. */
import type { SampleStep } from './sample-commands.ts';

const at = (time: string, command: SampleStep['command']): SampleStep => ({
  at: new Date(`2024-03-27T${time}:00+08:00`).toISOString(),
  command,
});
const person = '赵项目长';
const recipient = { role: 'projectChief', person, absent: '李项目长' };
const rung = {
  obligation: 'milestone:start',
  kind: 'milestone',
  title: '开工',
  clock: 'commitment',
  rung: 'chief',
  name: { zh: '逾期通知项目长', en: 'missed: project chief' },
  afterWorkdays: 1,
  dueOn: '2024-03-26',
  deadlineVersion: 1,
  policy: { id: 'county', version: 1 },
  accountable: recipient,
  recipients: [recipient],
};
const preferences = {
  language: 'zh',
  channels: [
    { channel: 'wecom', address: '调度群', mobile: '13800000000' },
    { channel: 'email', address: 'zhao@example.org' },
  ],
  hours: { from: '08:30', to: '18:00' },
  digestAt: '09:00',
};
const opened = at('09:00', {
  type: 'openNotice',
  project: 'sample',
  projectName: '样本工厂',
  rung,
  on: '2024-03-27',
  recipient,
  preferences,
});
const begin = (time: string, channel: string) =>
  at(time, { type: 'beginAttempt', channel, digest: 'digest/0123456789abcdef' });
const outcome = (time: string, attempt: number, of: object) =>
  at(time, { type: 'recordOutcome', attempt, outcome: of });
const refused = { outcome: 'refused', code: 'wecom:93000', message: 'invalid', permanent: true };

/** Streams, each with its commands. */
export const SAMPLE_NOTICES: Record<string, SampleStep[]> = {
  'notice/sample:7:0': [
    opened,
    begin('09:01', 'wecom'),
    outcome('09:02', 1, { outcome: 'unknown', message: '超时未答复' }),
    begin('09:03', 'wecom'),
    outcome('09:04', 2, refused),
    begin('09:05', 'email'),
    // The program ended before it knew.
    begin('09:06', 'email'),
    outcome('09:07', 4, { outcome: 'sent', reference: '250 ok' }),
    at('09:08', { type: 'revokeLink', by: '县调度办', reason: '误转发' }),
  ],
  'notice/sample:7:1': [
    opened,
    begin('09:01', 'wecom'),
    outcome('09:02', 1, refused),
    begin('09:03', 'email'),
    outcome('09:04', 2, refused),
    at('09:05', { type: 'retryNotice', by: '县调度办' }),
    at('09:06', { type: 'muteNotice', by: '县调度办', reason: '已电话告知' }),
  ],
  'notice/sample:7:2': [
    opened,
    at('09:01', { type: 'withdrawNotice', reason: { zh: '已完成', en: 'it is done' } }),
  ],
  'contact/zhao': [at('09:00', { type: 'setContact', person, ...preferences })],
  'links/system': [
    at('09:00', { type: 'rotateLinkKeys', by: '县调度办', reason: '例行轮换', voidOld: true }),
  ],
  'user/sample': [
    at('09:00', {
      ...{ type: 'setUser', person, subject: 'sub-1', email: 'zhao@example.org' },
      grants: [
        { role: 'chief', counties: ['样本县'], projects: ['sample'] },
        { role: 'department', department: '县工信局' },
      ],
    }),
    at('09:00', {
      ...{ type: 'setUser', person, subject: 'sub-1', issuer: 'https://id.example' },
      ...{ email: 'zhao@example.org', grants: [{ role: 'chief' }] },
    }),
    at('09:01', { type: 'removeUser', reason: '调离' }),
  ],
  'token/sample': [
    at('09:00', {
      ...{ type: 'createToken', label: '大屏', person, hash: 'a5'.repeat(32) },
      ...{ grants: [{ role: 'screen', counties: ['样本县'], projects: ['sample'] }] },
      expiresAt: '2025-01-01T00:00:00.000Z',
    }),
    at('09:01', { type: 'revokeToken', reason: '遗失' }),
  ],
  'webhook/sample': [
    at('09:00', {
      ...{ type: 'createWebhook', label: '省平台', url: 'https://hook.example/in', names: false },
      ...{ county: '样本县', types: ['milestoneCompleted'] },
    }),
    at('09:01', { type: 'rotateWebhookSecret', voidOld: false }),
    at('09:02', { type: 'rotateWebhookSecret', voidOld: true }),
    at('09:03', { type: 'disableWebhook', reason: { zh: '接收方停机', en: 'the receiver is down' } }),
    at('09:04', { type: 'resumeWebhook' }),
    at('09:05', { type: 'resumeWebhook', after: '1200' }),
    at('09:06', { type: 'removeWebhook', reason: '平台下线' }),
  ],
  'webhook/all': [
    at('09:00', { type: 'createWebhook', label: '市平台', url: 'https://city.example/in', names: true }),
  ],
};
