import { IsPaperText, Problem, validateDto } from '../../../src/platform/http';

class Shown {
  @IsPaperText(2, 8)
  number!: string;
}

const read = (number: unknown): string => {
  try {
    return validateDto(Shown, { number }).number;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return error.errors.map(({ code }) => code).join();
  }
};

describe('what stands on a paper', () => {
  it.each([
    ['J140105-', 'J140105-'],
    ['  并民 12　', '并民 12'],
    ['第七号', '第七号'],
    // A glyph of a name picked by its selector.
    ['葛\u{E0100}某', '葛\u{E0100}某'],
  ])('%j is read as %j', (written, taken) => {
    expect(read(written)).toBe(taken);
  });

  it.each([
    ['   ', 'LENGTH,NOT_READABLE'],
    [' 7 ', 'LENGTH'],
    ['\u200b\u200b', 'NOT_READABLE'],
    ['\u3164\u3164', 'NOT_READABLE'],
    ['——', 'NOT_READABLE'],
    ['J1\u200b4', 'NOT_READABLE'],
    ['J1\u00004', 'NOT_READABLE'],
    ['123456789', 'LENGTH'],
    [12, 'STRING_EXPECTED'],
  ])('%j is refused: %s', (written, codes) => {
    expect(read(written)).toBe(codes);
  });
});
