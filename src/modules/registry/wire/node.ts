import { dayOf, isDay, monthOf, type Day } from '../../../kernel/calendar';
import { MoneyFormatError, parseYuan, type Fen } from '../../../kernel/money';
import { MonthFormatError, parseMonth, type Month } from '../../../kernel/month';
import { DayAhead, drift, unasked } from '../domain/fault';

/**
 * One place in an answer, read strictly: a field that is missing, of another type, out of its form or out of its code
 * table throws the `drift` fault naming the path. `only` refuses what nobody asked for.
 */
export class Node {
  constructor(
    private readonly value: unknown,
    readonly path: string,
    /** Shared by all places of one answer. */
    private readonly answer: { asOf: Date | null } = { asOf: null },
  ) {}

  /** Notes when the registry answered, before the days of the answer are read. */
  answeredAt(instant: Date): Date {
    this.answer.asOf = instant;
    return instant;
  }

  private at(value: unknown, path: string): Node {
    return new Node(value, path, this.answer);
  }

  field(key: string): Node {
    if (typeof this.value !== 'object' || this.value === null || Array.isArray(this.value)) {
      throw drift(this.path, 'object');
    }
    const value = Object.hasOwn(this.value, key) ? (this.value as Record<string, unknown>)[key] : undefined;
    return this.at(value, `${this.path}.${key}`);
  }

  /** An object with no other fields than these: a registry that tells more than was asked is not listened to. */
  only(names: readonly string[]): this {
    if (typeof this.value === 'object' && this.value !== null && !Array.isArray(this.value)) {
      if (Object.keys(this.value).some((name) => !names.includes(name))) throw unasked(this.path);
    }
    return this;
  }

  list(): Node[] {
    if (!Array.isArray(this.value)) throw drift(this.path, 'list');
    return this.value.map((value: unknown, index) => this.at(value, `${this.path}[${index}]`));
  }

  /** A list of bare values as an object with these names. */
  under(names: readonly string[]): Node {
    if (!Array.isArray(this.value)) throw drift(this.path, 'list');
    const values: readonly unknown[] = this.value;
    return this.at(Object.fromEntries(names.map((name, index) => [name, values[index]])), this.path);
  }

  /** Non-empty text, of the given form where one is agreed. */
  text(form?: RegExp): string {
    if (typeof this.value !== 'string' || this.value === '') throw drift(this.path, 'text');
    if (form !== undefined && !form.test(this.value)) throw drift(this.path, `text like ${form.source}`);
    return this.value;
  }

  whole(least: number, most: number): number {
    if (
      typeof this.value !== 'number' ||
      !Number.isInteger(this.value) ||
      this.value < least ||
      this.value > most
    ) {
      throw drift(this.path, `whole number ${least}..${most}`);
    }
    return this.value;
  }

  exactly<V extends boolean | number | string>(expected: V): V {
    if (this.value !== expected) throw drift(this.path, String(expected));
    return expected;
  }

  /** Translates a code of the registry's table into our term. */
  code<V>(table: Readonly<Record<string, V>>): V {
    if (typeof this.value !== 'string' || !Object.hasOwn(table, this.value)) {
      throw drift(this.path, `code ${Object.keys(table).join('|')}`);
    }
    return table[this.value] as V;
  }

  /** `null` and nothing else. */
  isNull(): void {
    if (this.value !== null) throw drift(this.path, 'null');
  }

  /** `null` said in so many words; a missing field is a drift where `read` then meets it. */
  orNull<V>(read: (node: Node) => V): V | null {
    return this.value === null ? null : read(this);
  }

  /** A month written with two captured groups: year and month. */
  month(form: RegExp): Month {
    const [, year, month] = form.exec(this.text()) ?? [];
    try {
      return parseMonth(`${year ?? ''}-${month ?? ''}`);
    } catch (error) {
      if (error instanceof MonthFormatError) throw drift(this.path, `month like ${form.source}`);
      throw error;
    }
  }

  /** An amount not below zero in yuan text, '12.34'. */
  yuan(): Fen {
    try {
      return parseYuan(this.text(/^\d/));
    } catch (error) {
      if (error instanceof MoneyFormatError) throw drift(this.path, 'yuan with two decimals');
      throw error;
    }
  }

  /** A day written as the number 20260921. */
  dayNumber(): Day {
    return this.at(String(this.whole(19_000_101, 29_991_231)), this.path).day(/^(\d{4})(\d\d)(\d\d)$/);
  }

  /** A day written with three captured groups: year, month, day unless another order is agreed. */
  day(form: RegExp, order: readonly ('year' | 'month' | 'day')[] = ['year', 'month', 'day']): Day {
    const groups = form.exec(this.text())?.slice(1) ?? [];
    const part = (name: 'year' | 'month' | 'day'): string | undefined => groups[order.indexOf(name)];
    const [year, month, day] = [part('year'), part('month'), part('day')];
    const text = `${year ?? ''}-${month ?? ''}-${day ?? ''}`;
    if (!isDay(text)) throw drift(this.path, `day like ${form.source}`);
    return text;
  }

  /** A day of what has happened: one that had not come when the registry answered is no answer (F33), never a fact. */
  pastDay(form: RegExp, order?: readonly ('year' | 'month' | 'day')[]): Day {
    return this.notAfterAnswer(this.day(form, order), (on) => on);
  }

  pastDayNumber(): Day {
    return this.notAfterAnswer(this.dayNumber(), (on) => on);
  }

  pastMonth(form: RegExp): Month {
    return this.notAfterAnswer(this.month(form), monthOf);
  }

  private notAfterAnswer<T extends string>(told: T, last: (on: Day) => T): T {
    const { asOf } = this.answer;
    if (asOf === null) throw new Error(`${this.path} was read before the time of its answer`);
    if (told > last(dayOf(asOf))) throw new DayAhead(this.path, asOf);
    return told;
  }

  /** An instant of Asia/Shanghai written with six captured groups: year, month, day, hour, minute, second. */
  shanghaiInstant(form: RegExp): Date {
    const [, year, month, day, hour, minute, second] = form.exec(this.text()) ?? [];
    const on = `${year ?? ''}-${month ?? ''}-${day ?? ''}`;
    const instant = new Date(`${on}T${hour ?? ''}:${minute ?? ''}:${second ?? ''}+08:00`);
    if (!isDay(on) || Number.isNaN(instant.getTime())) throw drift(this.path, `instant like ${form.source}`);
    return instant;
  }
}
