import { expect, test } from 'vitest';
import { decideContact, type Contact } from '../../domain/contact.ts';
import { on } from '../given.ts';

const contact: Contact = {
  person: '赵项目长',
  language: 'zh',
  channels: [
    { channel: 'wecom', address: '调度群', mobile: '13800000000' },
    { channel: 'email', address: 'zhao@example.org' },
  ],
  hours: { from: '08:30', to: '18:00' },
  digestAt: '09:00',
};
const decide = (change: Partial<Contact>) =>
  decideContact({ type: 'setContact', ...contact, ...change }, on('2024-03-27'));

test('a contact is set as it is given', () => {
  expect(decide({})).toEqual({
    ok: true,
    events: [{ type: 'contactSet', occurredOn: '2024-03-27', data: contact }],
  });
});

test.each([
  [{ digestAt: '9:00' }, 'badTime', 'hours'],
  [{ hours: { from: '24:00', to: '25:00' } }, 'badTime', 'hours'],
  [{ hours: { from: '18:00', to: '08:30' } }, 'badHours', 'hours.to'],
  [{ hours: { from: '09:00', to: '09:00' }, digestAt: undefined }, 'badHours', 'hours.to'],
  [{ hours: undefined, digestAt: '9:00' }, 'badTime', 'hours'],
  [{ digestAt: '20:00' }, 'badHours', 'digestAt'],
  [{ digestAt: '18:00' }, 'badHours', 'digestAt'],
  [{ digestAt: '08:29' }, 'badHours', 'digestAt'],
  [{ channels: [contact.channels[0]!, contact.channels[0]!] }, 'duplicateChannel', 'channels'],
] as const)('%j is refused as %s, naming the field %s', (change, code, field) => {
  expect(decide(change as Partial<Contact>)).toMatchObject({ ok: false, rejection: { code, field } });
});

test.each([
  ['neither hours nor a digest', { hours: undefined, digestAt: undefined }],
  ['a digest and no hours', { hours: undefined }],
  ['hours and no digest', { digestAt: undefined }],
  ['a digest at the minute the hours begin', { digestAt: '08:30' }],
  ['a digest in the last minute of the hours', { digestAt: '17:59' }],
])('a contact may have %s', (_, change) => {
  expect(decide(change)).toEqual({
    ok: true,
    events: [{ type: 'contactSet', occurredOn: '2024-03-27', data: { ...contact, ...change } }],
  });
});
