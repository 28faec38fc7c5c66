import { parseDay } from '../../src/kernel/calendar';
import type { Day } from '../../src/kernel/calendar';
import type { Json } from '../../src/kernel/fact';
import { parseYuan } from '../../src/kernel/money';
import type { Fen } from '../../src/kernel/money';
import { parseMonth } from '../../src/kernel/month';
import type { Month } from '../../src/kernel/month';
import { parseRate } from '../../src/kernel/rate';
import type { Rate } from '../../src/kernel/rate';

/** A field of a golden case that is absent or of another form than its kind needs. */
export class CaseInputError extends Error {
  override readonly name = 'CaseInputError';
}

/** The `input` of a golden case, read field by field into the words of the kernel. Every reader throws CaseInputError. */
export class CaseInput {
  private readonly fields: ReadonlyMap<string, Json>;

  constructor(
    value: Json | undefined,
    private readonly path = 'input',
  ) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new CaseInputError(`${path} is not an object`);
    }
    this.fields = new Map(Object.entries(value));
  }

  text(key: string): string {
    const value = this.fields.get(key);
    if (typeof value !== 'string') throw new CaseInputError(`${this.path}.${key} is not a string`);
    return value;
  }

  integer(key: string): number {
    const value = this.fields.get(key);
    if (!Number.isSafeInteger(value)) throw new CaseInputError(`${this.path}.${key} is not an integer`);
    return value as number;
  }

  integerOrNull(key: string): number | null {
    return this.fields.get(key) === null ? null : this.integer(key);
  }

  flag(key: string): boolean {
    const value = this.fields.get(key);
    if (typeof value !== 'boolean') throw new CaseInputError(`${this.path}.${key} is not true or false`);
    return value;
  }

  money(key: string): Fen {
    return this.read(key, parseYuan);
  }

  moneyOrNull(key: string): Fen | null {
    return this.fields.get(key) === null ? null : this.money(key);
  }

  /** One of the names, as what it stands for. */
  oneOf<T>(key: string, values: Readonly<Record<string, T>>): T {
    const name = this.text(key);
    if (!Object.hasOwn(values, name)) {
      throw new CaseInputError(`${this.path}.${key} is none of ${Object.keys(values).join(', ')}`);
    }
    return values[name] as T;
  }

  rate(key: string): Rate {
    return this.read(key, parseRate);
  }

  day(key: string): Day {
    return this.read(key, parseDay);
  }

  dayOrNull(key: string): Day | null {
    return this.fields.get(key) === null ? null : this.day(key);
  }

  month(key: string): Month {
    return this.read(key, parseMonth);
  }

  list(key: string): CaseInput[] {
    const value = this.fields.get(key);
    if (!Array.isArray(value)) throw new CaseInputError(`${this.path}.${key} is not a list`);
    return value.map((element: Json, index) => new CaseInput(element, `${this.path}.${key}[${index}]`));
  }

  private read<T>(key: string, parse: (text: string) => T): T {
    const text = this.text(key);
    try {
      return parse(text);
    } catch (error) {
      throw new CaseInputError(`${this.path}.${key}: ${(error as Error).message}`, { cause: error });
    }
  }
}
