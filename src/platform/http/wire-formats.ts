import { Transform } from 'class-transformer';
import { IsString, Length, ValidateBy, type ValidationOptions } from 'class-validator';
import { isDay } from '../../kernel/calendar';
import { checkBankCard } from '../../kernel/identifiers/bank-card';
import { checkCreditCode } from '../../kernel/identifiers/credit-code';
import { isPersonName } from '../../kernel/identifiers/person-name';
import { checkResidentId, normaliseResidentId } from '../../kernel/identifiers/resident-id';
import { MoneyFormatError, parseYuan } from '../../kernel/money';
import { MonthFormatError, parseMonth } from '../../kernel/month';

export interface YuanOptions extends ValidationOptions {
  /** Least amount allowed, a yuan string; '0.00' unless given. */
  readonly min?: string;
}

/** Money: a yuan string with exactly two decimals ('123.45'), never a JSON number, not below `min`. */
export function IsYuan({ min = '0.00', ...options }: YuanOptions = {}): PropertyDecorator {
  const least = parseYuan(min);
  const accepts = (value: unknown) => read(MoneyFormatError, () => parseYuan(value as string) >= least);
  return ValidateBy({ name: 'isYuan', constraints: [min], validator: { validate: accepts } }, options);
}

/** A day 'YYYY-MM-DD' that exists. */
export function IsDay(options?: ValidationOptions): PropertyDecorator {
  return format('isDay', isDay, options);
}

/** A month 'YYYY-MM'. */
export function IsMonth(options?: ValidationOptions): PropertyDecorator {
  const accepts = (text: string) => read(MonthFormatError, () => parseMonth(text) === text);
  return format('isMonth', accepts, options);
}

/** An 18-character id number with a right check character (GB 11643); taken in the form in which it is stored. */
export function IsResidentId(options?: ValidationOptions): PropertyDecorator {
  const one = (value: unknown): unknown => (typeof value === 'string' ? normaliseResidentId(value) : value);
  const taken = Transform(({ value }: { value: unknown }) =>
    Array.isArray(value) ? value.map(one) : one(value),
  );
  const check = format('isResidentId', (text) => checkResidentId(text).valid, options);
  return (target, property) => {
    taken(target, property);
    check(target, property);
  };
}

/** A unified social credit code (GB 32100-2015). */
export function IsCreditCode(options?: ValidationOptions): PropertyDecorator {
  return format('isCreditCode', (text) => checkCreditCode(text).valid, options);
}

/** A card number of 16 to 19 digits with a right check digit (ISO/IEC 7812-1). */
export function IsBankCard(options?: ValidationOptions): PropertyDecorator {
  return format('isBankCard', (text) => checkBankCard(text).valid, options);
}

/** A mainland mobile number: 11 digits. */
export function IsMobileNumber(options?: ValidationOptions): PropertyDecorator {
  return format('isMobileNumber', (text) => /^1[3-9]\d{9}$/.test(text), options);
}

/** A person's name as a document shows it: 1 to 60 letters, middle dots, blanks, hyphens and apostrophes. */
export function IsPersonName(options?: ValidationOptions): PropertyDecorator {
  return format('isPersonName', isPersonName, options);
}

/**
 * What stands on a paper, or why somebody decided so: trimmed, with a letter or a digit, and nothing that cannot be
 * seen. The length is that of what remains.
 */
export function IsPaperText(least: number, most: number): PropertyDecorator {
  const trim = ({ value }: { value: unknown }): unknown => (typeof value === 'string' ? value.trim() : value);
  const decorators = [
    Transform(trim),
    IsString(),
    Length(least, most),
    format('isPaperText', (text) => READABLE.test(text.replace(IGNORABLE, '')) && !UNSEEN.test(text)),
  ];
  return (target, property) => {
    for (const decorate of decorators) decorate(target, property);
  };
}

const READABLE = /[\p{L}\p{N}]/u;
/** Invisible and yet letters to Unicode, such as fillers; selectors of a glyph are among them and may stand. */
const IGNORABLE = /\p{Default_Ignorable_Code_Point}/gu;
/** Control characters but line breaks and tabs, and format characters such as the zero-width ones. */
const UNSEEN = /\p{Cf}|[^\P{Cc}\n\r\t]/u;

/** A field that goes with one value of another one, and with no other. */
export function OnlyWith(field: string, value: string, options?: ValidationOptions): PropertyDecorator {
  const goesWith = (object: object) => (object as Readonly<Record<string, unknown>>)[field] === value;
  return ValidateBy(
    {
      name: 'onlyWith',
      constraints: [field, value],
      validator: { validate: (_, of) => of !== undefined && goesWith(of.object) },
    },
    options,
  );
}

function format(
  name: string,
  accepts: (text: string) => boolean,
  options?: ValidationOptions,
): PropertyDecorator {
  const validate = (value: unknown) => typeof value === 'string' && accepts(value);
  return ValidateBy({ name, validator: { validate } }, options);
}

/** False when the kernel's reader throws its format error; other errors pass. */
function read(formatError: new () => Error, accepts: () => boolean): boolean {
  try {
    return accepts();
  } catch (error) {
    if (error instanceof formatError) return false;
    throw error;
  }
}
