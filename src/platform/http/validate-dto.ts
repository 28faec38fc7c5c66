import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validateSync, type ValidationError } from 'class-validator';
import { fieldMessage, type FieldMessage, required, TYPE_RULES } from './field-message';
import { pointerOf } from './pointer';
import type { ProblemError } from './problem';
import { invalidAt, invalidRequest } from './problems';

/**
 * Builds the DTO of `type` from parsed JSON and checks it by its class-validator decorators. Fields without a
 * decorator are refused, so nothing is assigned that the DTO does not name.
 * @param base pointer under which `value` stands in the request, '' for the whole body.
 * @throws Problem 400 listing every fault with pointer, code and how to mend it.
 */
export function validateDto<T extends object>(type: new () => T, value: unknown, base = ''): T {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalidAt(base, 'OBJECT_EXPECTED', { zh: '请填写 JSON 对象。', en: 'Give a JSON object.' });
  }
  const instance = plainToInstance(type, withoutNulls(value) as object);
  // A DTO without fields is legitimate; the whitelist then refuses every field, so unknown values stay out.
  const options = { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: false };
  const faults = validateSync(instance, options).flatMap((fault) => errorsOf(fault, base));
  const told = new Set(faults.map(({ pointer }) => pointer));
  const more = [...missingObjects(instance, base), ...nullAmounts(instance, value, base)];
  const errors = [...faults, ...more.filter(({ pointer }) => !told.has(pointer))];
  if (errors.length > 0) throw invalidRequest(errors);
  return instance;
}

/** A member that is null counts as left out, so that optional fields are undefined and nothing else. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(members.map(([key, member]) => [key, withoutNulls(member)]));
}

/** class-validator passes over a nested object that is not there; unless it is optional, we do not. */
function missingObjects(instance: object, base: string): ProblemError[] {
  const metadata = getMetadataStorage().getTargetValidationMetadatas(instance.constructor, '', false, false);
  const guarded = new Set(
    metadata
      .filter(({ type, name }) => type === 'conditionalValidation' || name === 'isDefined')
      .map(({ propertyName }) => propertyName),
  );
  const nested = metadata
    .filter(({ type }) => type === 'nestedValidation')
    .map(({ propertyName }) => propertyName);
  return [...new Set(nested)].flatMap((property) => {
    const pointer = base + pointerOf([property]);
    const value = (instance as Record<string, unknown>)[property];
    if (value === undefined) return guarded.has(property) ? [] : [{ pointer, ...required }];
    const entries: [string, unknown][] = Array.isArray(value) ? Object.entries(value) : [['', value]];
    return entries
      .filter((entry): entry is [string, object] => typeof entry[1] === 'object' && entry[1] !== null)
      .flatMap(([index, entry]) =>
        missingObjects(entry, index === '' ? pointer : pointer + pointerOf([index])),
      );
  });
}

/** No amount may be left out, and null is none: it must not be taken for "as much as possible". */
function nullAmounts(instance: object, sent: unknown, base: string): ProblemError[] {
  const members = sent as Record<string, unknown>;
  const amounts = getMetadataStorage()
    .getTargetValidationMetadatas(instance.constructor, '', false, false)
    .filter(({ name, propertyName }) => name === 'isYuan' && members[propertyName] === null)
    .map(({ propertyName, constraints }) => ({
      pointer: base + pointerOf([propertyName]),
      ...fieldMessage('isYuan', constraints as unknown[], null),
    }));
  const nested = Object.entries(instance)
    .filter((entry): entry is [string, object] => typeof entry[1] === 'object' && entry[1] !== null)
    .flatMap(([name, part]) => {
      const inner = members[name];
      if (typeof inner !== 'object' || inner === null) return [];
      return nullAmounts(part, inner, base + pointerOf([name]));
    });
  return [...amounts, ...nested];
}

function errorsOf(fault: ValidationError, base: string): ProblemError[] {
  const pointer = base + pointerOf([fault.property]);
  const children = (fault.children ?? []).flatMap((child) => errorsOf(child, pointer));
  return [...messagesOf(fault).map((message) => ({ pointer, ...message })), ...children];
}

function messagesOf(fault: ValidationError): FieldMessage[] {
  const rules = Object.keys(fault.constraints ?? {});
  if (rules.length === 0) return [];
  const missing = fault.value === undefined || fault.value === null;
  if (missing && !rules.includes('whitelistValidation')) return [required];
  const typeRule = rules.find((rule) => TYPE_RULES.has(rule));
  return (typeRule ? [typeRule] : rules).map((rule) => messageOf(fault, rule));
}

function messageOf(fault: ValidationError, rule: string): FieldMessage {
  const own = (fault.contexts?.[rule] ?? null) as FieldMessage | null;
  return own ?? fieldMessage(rule, constraintsOf(fault, rule), fault.value);
}

/** The decorator's arguments; class-validator leaves them out of its errors. */
function constraintsOf(fault: ValidationError, rule: string): readonly unknown[] {
  const target = (fault.target as object).constructor;
  const metadata = getMetadataStorage()
    .getTargetValidationMetadatas(target, '', false, false)
    .find((entry) => entry.propertyName === fault.property && (entry.name ?? entry.type) === rule);
  return metadata?.constraints ?? [];
}
