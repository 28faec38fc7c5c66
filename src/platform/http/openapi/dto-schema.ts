import { plainToInstance } from 'class-transformer';
import { getMetadataStorage } from 'class-validator';
import { fieldMessage } from '../field-message';

/** A JSON schema (2020-12). */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

type Dto = new () => object;
type Metadata = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];
type Keywords = (constraints: readonly unknown[]) => JsonSchema;

const text = (more: JsonSchema): Keywords => always({ type: 'string', ...more });
const always =
  (schema: JsonSchema): Keywords =>
  () =>
    schema;
const one =
  (keyword: string): Keywords =>
  ([value]) => ({ [keyword]: value });

/** What each validator asks for, by class-validator's name of it; those that are not here ask what a schema cannot say. */
const KEYWORDS: Readonly<Record<string, Keywords>> = {
  isString: text({}),
  isYuan: text({ pattern: String.raw`^\d{1,13}\.\d{2}$` }),
  isDay: text({ format: 'date' }),
  isMonth: text({ pattern: String.raw`^(?!0000)\d{4}-(?:0[1-9]|1[0-2])$` }),
  isResidentId: text({ pattern: String.raw`^[1-9]\d{16}[\dXx]$` }),
  isCreditCode: text({ pattern: '^[0-9A-HJ-NP-RT-UW-Y]{18}$' }),
  isBankCard: text({ pattern: String.raw`^\d{16,19}$` }),
  isMobileNumber: text({ pattern: String.raw`^1[3-9]\d{9}$` }),
  isPersonName: text({ minLength: 1, maxLength: 60 }),
  isUuid: text({ format: 'uuid' }),
  isInt: always({ type: 'integer' }),
  isNumber: always({ type: 'number' }),
  isBoolean: always({ type: 'boolean' }),
  isObject: always({ type: 'object' }),
  isNotEmpty: always({ minLength: 1 }),
  isIn: ([values]) => ({ enum: values }),
  isEnum: ([, values]) => ({ enum: values }),
  matches: ([pattern]) => ({ type: 'string', pattern: (pattern as RegExp).source }),
  min: one('minimum'),
  max: one('maximum'),
  minLength: one('minLength'),
  maxLength: one('maxLength'),
  isLength: ([minLength, maxLength]) => ({ minLength, maxLength }),
};
/** Asked of the array itself, also where other validators are asked of each entry. */
const OF_ARRAY: Readonly<Record<string, Keywords>> = {
  isArray: always({ type: 'array' }),
  arrayMinSize: one('minItems'),
  arrayMaxSize: one('maxItems'),
  arrayUnique: always({ uniqueItems: true }),
};
/** Validators whose own message says what to write, so that it describes the field. */
const DESCRIBES: ReadonlySet<string> = new Set([
  'isYuan',
  'isMonth',
  'isResidentId',
  'isCreditCode',
  'isBankCard',
  'isMobileNumber',
  'isPersonName',
]);

/**
 * The schema of a DTO, worked out from the very decorators that refuse what does not fit: it cannot promise more or
 * less than they check, checksums apart.
 * @param ref gives the `$ref` of a nested DTO; it may note the class to describe it as well.
 */
export function dtoSchema(type: Dto, ref: (nested: Dto) => string): JsonSchema {
  const metadata = metadataOf(type);
  const names = [...new Set(metadata.map(({ propertyName }) => propertyName))];
  const required = names.filter((name) => !isOptional(metadata, name));
  return {
    type: 'object',
    additionalProperties: false,
    ...(required.length > 0 ? { required } : {}),
    properties: Object.fromEntries(names.map((name) => [name, propertySchema(type, name, metadata, ref)])),
  };
}

/** Whether class-validator knows the class: what it does not know is no DTO of ours. */
export function isDto(type: unknown): type is Dto {
  return typeof type === 'function' && metadataOf(type as Dto).length > 0;
}

function metadataOf(type: Dto): Metadata[] {
  return getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
}

function isOptional(metadata: readonly Metadata[], name: string): boolean {
  return metadata.some((entry) => entry.propertyName === name && entry.type === 'conditionalValidation');
}

function propertySchema(
  type: Dto,
  name: string,
  metadata: readonly Metadata[],
  ref: (nested: Dto) => string,
): JsonSchema {
  let own: JsonSchema = {};
  let entry: JsonSchema = {};
  for (const rule of metadata.filter(({ propertyName }) => propertyName === name)) {
    const kind = rule.name ?? rule.type;
    const constraints = (rule.constraints as readonly unknown[] | undefined) ?? [];
    const schema =
      kind === 'nestedValidation' ? { $ref: ref(nestedOf(type, name)) } : KEYWORDS[kind]?.(constraints);
    if (rule.each) entry = { ...schema, ...entry };
    else own = { ...(OF_ARRAY[kind]?.(constraints) ?? schema), ...describedBy(kind, constraints), ...own };
  }
  return Object.keys(entry).length === 0 ? own : { type: 'array', ...own, items: entry };
}

function nestedOf(type: Dto, name: string): Dto {
  // class-transformer tells what `@Type` says by doing it.
  const probe = plainToInstance(type, { [name]: {} }) as Record<string, object>;
  const nested = probe[name]?.constructor;
  if (nested === undefined || nested === Object)
    throw new Error(`${type.name}.${name} is nested without @Type`);
  return nested as Dto;
}

function describedBy(kind: string, constraints: readonly unknown[]): JsonSchema {
  if (!DESCRIBES.has(kind)) return {};
  const { zh, en } = fieldMessage(kind, constraints, '').message;
  return { description: `${zh} / ${en}` };
}
