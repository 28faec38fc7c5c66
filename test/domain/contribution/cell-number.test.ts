import { cellNumber, dayOfSerial } from '../../../src/modules/contribution/http/files/xlsx/cell-number';

describe('a number of a sheet', () => {
  it.each([
    ['5833.33', '5833.33'],
    ['5833.3300000000001', '5833.33'],
    ['5833.330000001', '5833.330000001'],
    ['8000', '8000'],
    ['8000.50', '8000.5'],
    ['1e3', '1000'],
    ['1.5E+3', '1500'],
    ['5.0E-2', '0.05'],
    ['0.30000000000000004', '0.30000000000000004'],
    ['-12.5', '-12.5'],
    ['-0', '0'],
    ['007', '7'],
    ['999999999999999', '999999999999999'],
  ])('%s is %s to the digit', (raw, text) => {
    expect(cellNumber(raw)).toEqual({ text, digitsLost: false });
  });

  it.each(['1.1010519491231002E+17', '110105194912310020', '1000000000000000'])(
    '%s has more digits than a spreadsheet keeps, and that is told',
    (raw) => {
      expect(cellNumber(raw)?.digitsLost).toBe(true);
    },
  );

  it.each(['', 'abc', '1,000', '0x10', 'Infinity', '1e400', '１２'])('%s is none', (raw) => {
    expect(cellNumber(raw)).toBeNull();
  });
});

describe('a serial number of a day', () => {
  it.each([
    ['1', false, '1900-01-01'],
    ['59', false, '1900-02-28'],
    ['61', false, '1900-03-01'],
    ['46347', false, '2026-11-21'],
    ['44885', true, '2026-11-21'],
  ])('%s (from 1904: %s) is %s', (serial, from1904, day) => {
    expect(dayOfSerial(serial, from1904)).toBe(day);
  });

  it.each(['0', '60', '46347.5', '-1', '2958466'])('%s is no day', (serial) => {
    expect(dayOfSerial(serial, false)).toBeNull();
  });
});
