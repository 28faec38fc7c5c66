import { Readable } from 'node:stream';
import { REMITTANCE_FORM } from '../../../src/modules/contribution/domain/remittance/list-columns';
import { readCsvList } from '../../../src/modules/contribution/http/files/read-csv-list';
import { MOST_ROWS } from '../../../src/modules/contribution/http/files/sheet';

const listOf = (lines: readonly string[]) =>
  readCsvList(Readable.from([Buffer.from(['姓名,证件号码', ...lines].join('\n'))]), REMITTANCE_FORM);
const most = Array.from({ length: MOST_ROWS }, () => '甲,1');

describe('a file with more members than a list may have', () => {
  it('is told so once, at the first row too many', async () => {
    const { rows, faults } = await listOf([...most, '乙,1', '丙,1']);
    expect(rows).toHaveLength(MOST_ROWS);
    expect(faults.reported).toMatchObject([{ code: 'LIST_TOO_LONG', row: MOST_ROWS + 2 }]);
    expect(faults.count).toBe(1);
  });

  it('is told so as well when blank rows stand between', async () => {
    const { faults } = await listOf([',', ',', ...most, '乙,1']);
    expect(faults.reported).toMatchObject([{ code: 'LIST_TOO_LONG', row: MOST_ROWS + 4 }]);
  });

  it('is not when it has just as many', async () => {
    expect((await listOf(most)).faults.count).toBe(0);
  });
});

describe('a file that arrives all at once', () => {
  // Names of two units each, at every place where the text may be cut.
  const names = Array.from({ length: 9_000 }, (_, n) => `${'一'.repeat(n % 3)}𠮷野`);
  const lines = names.map((name) => `${name},1`);

  it('is cut within no character', async () => {
    const { rows, faults } = await listOf(lines);
    expect(rows.map(({ cells }) => cells.name)).toEqual(names);
    expect(faults.count).toBe(0);
  });

  it('is read in many turns, between which others have theirs', async () => {
    let [turns, isRead] = [0, false];
    const other = (): void => {
      turns += 1;
      if (!isRead) setImmediate(other);
    };
    setImmediate(other);
    await listOf(lines);
    isRead = true;
    expect(turns).toBeGreaterThan(lines.join('\n').length / 5_000);
  });
});
