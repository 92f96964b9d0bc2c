/** Files that are no honest ledger, and one in the encoding of an older Excel. */
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { NotALedger, readWorkbook } from '../../ledger/workbook.ts';
import { planOfBytes } from './given.ts';

test('an archive that unpacks to more than a ledger holds is refused before it is unpacked', async () => {
  const bomb = zipSync({ 'xl/worksheets/sheet1.xml': new Uint8Array(210 * 1024 * 1024) }, { level: 6 });
  expect(bomb.length).toBeLessThan(1024 * 1024);
  const refused = readWorkbook(bomb, 'bomb.xlsx');
  await expect(refused).rejects.toThrow(NotALedger);
  await expect(refused).rejects.toThrow('过大');
});

test('a .csv in GB18030 is read', async () => {
  const bytes = new Uint8Array(
    Buffer.from(
      'cfeec4bfc3fbb3c62cc7a9d4bcc8d5c6da2cd7dccdb6d7caa3a8cdf2d4aaa3a90ac4b3c3babbfacfeec4bf2c323032342d30312d30392c363830300a',
      'hex',
    ),
  );
  const plan = await planOfBytes(bytes, { county: '示例县' });
  expect(plan.faults).toEqual([]);
  expect(plan.changes[0]?.commands[0]).toMatchObject({ name: '某煤机项目', investmentWan: 6800 });
});
