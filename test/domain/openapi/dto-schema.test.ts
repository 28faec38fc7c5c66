import 'reflect-metadata';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { dtoSchema, IsMonth, IsYuan } from '../../../src/platform/http';

class Row {
  @IsString()
  @MaxLength(60)
  name!: string;
}

class Sheet {
  @IsMonth()
  month!: string;

  @IsOptional()
  @IsYuan({ min: '0.01' })
  total?: string;

  @IsInt()
  @Min(1)
  @Max(31)
  payday!: number;

  @IsIn(['a', 'b'])
  kind!: string;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(3)
  @IsString({ each: true })
  @MaxLength(9, { each: true })
  codes!: string[];

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => Row)
  rows!: Row[];

  @IsOptional()
  @ValidateNested()
  @Type(() => Row)
  head?: Row;
}

class Untyped {
  @ValidateNested()
  row!: Row;
}

describe('the schema of a request', () => {
  const named: unknown[] = [];
  const ref = (type: new () => object): string => {
    named.push(type);
    return `#/${type.name}`;
  };
  const schema = dtoSchema(Sheet, ref) as {
    required: string[];
    additionalProperties: boolean;
    properties: Record<string, Record<string, unknown>>;
  };

  test('asks for what its validators ask for, field by field', () => {
    expect(schema.required.sort()).toEqual(['codes', 'kind', 'month', 'payday', 'rows']);
    expect(schema.additionalProperties).toBe(false);
    expect(schema.properties['payday']).toEqual({ type: 'integer', minimum: 1, maximum: 31 });
    expect(schema.properties['kind']).toEqual({ enum: ['a', 'b'] });
    expect(schema.properties['codes']).toEqual({
      type: 'array',
      minItems: 1,
      maxItems: 3,
      items: { type: 'string', maxLength: 9 },
    });
  });

  test('describes a format in both languages, as the refusal of a wrong one does', () => {
    const { type, pattern, description } = schema.properties['total'] ?? {};
    expect(type).toBe('string');
    expect(new RegExp(String(pattern)).test('12.34')).toBe(true);
    expect(new RegExp(String(pattern)).test('12.3')).toBe(false);
    expect(description).toMatch(/[\u4e00-\u9fff].* \/ .*two decimals/);
  });

  test('refers to nested objects, alone or in a list', () => {
    expect(schema.properties['rows']).toEqual({ type: 'array', items: { $ref: '#/Row' } });
    expect(schema.properties['head']).toEqual({ $ref: '#/Row' });
    expect(new Set(named)).toEqual(new Set([Row]));
  });

  test('is refused for a nested object whose type nobody names', () => {
    expect(() => dtoSchema(Untyped, ref)).toThrow(/Untyped.row is nested without @Type/);
  });
});
