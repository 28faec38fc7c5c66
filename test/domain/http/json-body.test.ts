import { IsArray, IsOptional, IsString, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
import { IsYuan, Problem, validateDto } from '../../../src/platform/http';
import { parseJsonBody } from '../../../src/platform/http/json-body';
import { membersIn } from '../../../src/platform/http/repeated-key';

const errorsOf = (work: () => unknown): (readonly [string, string])[] => {
  try {
    work();
  } catch (error) {
    if (error instanceof Problem) return error.errors.map(({ pointer, code }) => [pointer, code] as const);
    throw error;
  }
  return [];
};
const parse = (text: string) => parseJsonBody(Buffer.from(text));

describe('a body in JSON', () => {
  it.each([
    ['{"amount":"1.00","amount":"2.00"}', '/amount'],
    ['{"a":{"b":1},"input":{"x":[{"y":1},{"y":1,"z":"}","y" : 2}]}}', '/input/x/1/y'],
    ['{"a":"\\",:{","a":1}', '/a'],
    ['{"a":1,"\\u0061":2}', '/a'],
    ['{"a":[1,[2],{"b":{}}],"c":1,"c":1}', '/c'],
    ['{"a/b":1,"a/b":1}', '/a~1b'],
    ['{"x":{"x":{"k":1,"k"\n\t:1}}}', '/x/x/k'],
  ])('%s: the name given twice is named', (text, pointer) => {
    expect(errorsOf(() => parse(text))).toEqual([[pointer, 'KEY_REPEATED']]);
  });

  it.each([
    '{"a":{"a":1},"b":[{"a":1},{"a":2}],"c":"a:b:\\"","d:":"\\\\"}',
    '[]',
    '"a:b"',
    '{"":1," ":2,"0":3,"list":["a",":"]}',
  ])('%s names nothing twice', (text) => {
    expect(parse(text)).toEqual(JSON.parse(text));
  });

  it('is stepped over in one pass, whatever its strings hold', () => {
    const rows = Array.from({ length: 20_000 }, (_, n) => ({
      name: `"${n}\\:`,
      idNo: String(n),
      base: '1.00',
    }));
    expect(membersIn(JSON.stringify({ rows }))).toBe(60_001);
  });
});

class Row {
  @IsString()
  name!: string;

  @IsOptional()
  @IsYuan()
  base?: string;
}

class List {
  @IsOptional()
  @IsYuan()
  amount?: string;

  @IsYuan()
  least!: string;

  @IsOptional()
  @IsString()
  note?: string;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => Row)
  members!: Row[];
}

describe('what is null or missing', () => {
  it('an optional amount that is null is no amount, and said so; other fields may be null', () => {
    const rows = [{ name: 'a', base: '1.00' }, { name: 'b', base: null }, { name: 'c' }];
    expect(
      errorsOf(() => validateDto(List, { amount: null, least: '1.00', note: null, members: rows }, '/input')),
    ).toEqual([
      ['/input/amount', 'MONEY_FORMAT'],
      ['/input/members/1/base', 'MONEY_FORMAT'],
    ]);
    expect(errorsOf(() => validateDto(List, { least: '1.00', note: null, members: [] }))).toEqual([]);
  });

  it('a needed field is asked for once', () => {
    expect(errorsOf(() => validateDto(List, { least: null }))).toEqual([
      ['/least', 'REQUIRED'],
      ['/members', 'REQUIRED'],
    ]);
  });
});
