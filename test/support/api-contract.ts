import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { projectRoot } from '../../scripts/postgres';

interface Schema {
  readonly [keyword: string]: unknown;
}
interface Answered {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly contentType: string;
  readonly body: unknown;
}
interface Validate {
  (value: unknown): boolean;
  readonly errors?:
    readonly { readonly instancePath: string; readonly message?: string; readonly params: object }[] | null;
}
interface Validator {
  addSchema(schema: object, id: string): void;
  compile(schema: object): Validate;
}
interface Response {
  readonly content?: Readonly<Record<string, { readonly schema: Schema }>>;
}
type Paths = Readonly<
  Record<string, Readonly<Record<string, { readonly responses: Readonly<Record<string, Response>> }>>>
>;

export const DOCUMENT = join(projectRoot(), 'docs', 'openapi.json');
const ID = 'openapi';

/**
 * The committed document as a contract: what the service answers must be what the document says, no field more and
 * none less, with a status that it names.
 */
export class ApiContract {
  private readonly document: { readonly paths: Paths };
  private readonly routes: readonly { readonly template: string; readonly pattern: RegExp }[];
  private readonly validator: Validator;
  private readonly compiled = new Map<string, Validate>();

  constructor(document: object) {
    this.document = closed(document) as { readonly paths: Paths };
    // What is written out comes before what a parameter would match.
    const templates = Object.keys(this.document.paths).sort(
      (a, b) => Number(a.includes('{')) - Number(b.includes('{')),
    );
    this.routes = templates.map((template) => ({
      template,
      pattern: new RegExp(`^${template.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`),
    }));
    this.validator = newValidator();
    this.validator.addSchema(this.document, ID);
  }

  /** Where an answer differs from the document, as a sentence; null when it does not, or the route is not in it. */
  faultOf({ method, path, status, contentType, body }: Answered): string | null {
    const pathname = path.split('?')[0] ?? '';
    const route = this.routes.find(({ pattern }) => pattern.test(pathname));
    const operation = route && this.document.paths[route.template]?.[method.toLowerCase()];
    if (!route || !operation) return null;
    const where = `${method} ${route.template} answered ${status}`;
    const response = operation.responses[String(status)];
    if (response === undefined) return `${where}, which the document does not know`;
    const media = contentType.split(';')[0] ?? '';
    if (response.content?.[media] === undefined)
      return `${where} as ${media}, which the document does not know`;
    if (!media.endsWith('json')) return null;
    const pointer = [
      'paths',
      route.template,
      method.toLowerCase(),
      'responses',
      String(status),
      'content',
      media,
      'schema',
    ];
    const validate = this.validatorAt(pointer);
    if (validate(body)) return null;
    const faults = (validate.errors ?? []).map(
      ({ instancePath, message, params }) =>
        `${instancePath || '/'} ${message ?? ''} ${JSON.stringify(params)}`,
    );
    return `${where} with what the document does not say: ${faults.slice(0, 5).join('; ')}`;
  }

  private validatorAt(pointer: readonly string[]): Validate {
    const escaped = pointer.map((part) =>
      encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')),
    );
    const $ref = `${ID}#/${escaped.join('/')}`;
    const known = this.compiled.get($ref) ?? this.validator.compile({ $ref });
    this.compiled.set($ref, known);
    return known;
  }
}

let stored: ApiContract | undefined;

/** The contract of `docs/openapi.json`, read once. */
export function storedContract(): ApiContract {
  stored ??= new ApiContract(JSON.parse(readFileSync(DOCUMENT, 'utf8')) as object);
  return stored;
}

/** The validator that the check of the document itself uses, with dates and times checked as well. */
function newValidator(): Validator {
  const require = createRequire(
    join(projectRoot(), 'node_modules/@seriousme/openapi-schema-validator/package.json'),
  );
  const { default: Ajv } = require('ajv/dist/2020') as { default: new (options: object) => Validator };
  const { default: addFormats } = require('ajv-formats') as { default: (validator: Validator) => void };
  const validator = new Ajv({ strict: false, allErrors: true });
  addFormats(validator);
  return validator;
}

/** Readers of the document are told to expect more fields in later versions; what is answered today has none more. */
function closed(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((entry) => closed(entry));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, member]) => [key, closed(member, key)]);
  const copy = Object.fromEntries(entries) as Record<string, unknown>;
  const isObject =
    copy['type'] === 'object' || (Array.isArray(copy['type']) && copy['type'].includes('object'));
  const { properties } = copy;
  if (!isObject || typeof properties !== 'object' || properties === null) return copy;
  const isOpen = name === 'Problem' || 'additionalProperties' in copy || onlyNarrows(properties);
  return isOpen ? copy : { ...copy, additionalProperties: false };
}

/** The part of a problem's schema that lists its codes beside the whole. */
function onlyNarrows(properties: object): boolean {
  return Object.keys(properties).join() === 'code';
}
