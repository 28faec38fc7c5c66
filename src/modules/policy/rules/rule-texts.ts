import type { BilingualText } from '../../../kernel/decision';
import type { Json } from '../../../kernel/fact';
import type { ParameterSet } from '../parameters/parameter-set';

type Language = keyof BilingualText;

/** Operands of a text; undefined where nothing was observed yet, as in the public guide. */
export interface TextOperands {
  readonly observed?: Json;
  readonly required?: Json;
  readonly parameters: ParameterSet;
}

/** A text that asks for something its rule cannot give. */
export class TextFault extends Error {
  override readonly name = 'TextFault';
}

const PLACEHOLDER = /\{([^{}]*)\}/g;
const OPERAND = /^(observed|required)(?:\.([A-Za-z0-9_]+))?$/;
const PARAMETER = /^param:(.+)$/;

/** Stands for a value that is only seen when a case is decided. */
const AS_FOUND: BilingualText = { zh: '（以核查结果为准）', en: '(as found)' };

/**
 * Both languages with every placeholder filled, each once: what is put in is not read again.
 * @throws TextFault for an unknown placeholder or an operand no sentence can show.
 * @throws UnknownParameter for a parameter the row does not have.
 */
export function fillText(template: BilingualText, operands: TextOperands): BilingualText {
  const fill = (language: Language): string =>
    template[language].replace(PLACEHOLDER, (_all, name: string) => valueOf(name, operands, language));
  return { zh: fill('zh'), en: fill('en') };
}

/** Placeholders of both languages, for checking a rule before it is used. */
export function placeholdersOf(template: BilingualText): readonly string[] {
  const names = [template.zh, template.en].flatMap((text) =>
    [...text.matchAll(PLACEHOLDER)].map((match) => match[1] ?? ''),
  );
  return [...new Set(names)];
}

/** Paths of the parameters a text shows. */
export function parametersShown(template: BilingualText): readonly string[] {
  return placeholdersOf(template)
    .map(readPlaceholder)
    .flatMap((placeholder) => (placeholder.kind === 'parameter' ? [placeholder.path] : []));
}

export type Placeholder =
  { readonly kind: 'observed' | 'required' } | { readonly kind: 'parameter'; readonly path: string };

/** @throws TextFault when the name is none of the three kinds. */
export function readPlaceholder(name: string): Placeholder {
  const operand = OPERAND.exec(name)?.[1];
  if (operand === 'observed' || operand === 'required') return { kind: operand };
  const path = PARAMETER.exec(name)?.[1];
  if (path !== undefined) return { kind: 'parameter', path };
  throw new TextFault(`'{${name}}' is no placeholder of rule texts`);
}

function valueOf(name: string, operands: TextOperands, language: Language): string {
  const placeholder = readPlaceholder(name);
  if (placeholder.kind === 'parameter') return operands.parameters.print(placeholder.path)[language];
  const operand = operands[placeholder.kind];
  if (operand === undefined) return AS_FOUND[language];
  const member = OPERAND.exec(name)?.[2];
  return print(member === undefined ? operand : memberOf(operand, member, name), language, name);
}

function memberOf(operand: Json, member: string, name: string): Json {
  const value = isRecord(operand) && Object.hasOwn(operand, member) ? operand[member] : undefined;
  if (value === undefined) throw new TextFault(`'{${name}}' finds no such member`);
  return value;
}

function print(value: Json, language: Language, name: string): string {
  if (value === null) return language === 'zh' ? '无' : 'none';
  if (typeof value === 'boolean') return BOOLEAN[language][value ? 1 : 0];
  if (typeof value !== 'object') return String(value);
  if (isList(value)) {
    if (value.length === 0) return print(null, language, name);
    return value.map((member) => print(member, language, name)).join(language === 'zh' ? '、' : ', ');
  }
  const text = isRecord(value) ? value[language] : undefined;
  if (typeof text !== 'string') throw new TextFault(`'{${name}}' is an object; name the member to show`);
  return text;
}

const BOOLEAN: Readonly<Record<Language, readonly [string, string]>> = {
  zh: ['否', '是'],
  en: ['no', 'yes'],
};

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isRecord(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !isList(value);
}
