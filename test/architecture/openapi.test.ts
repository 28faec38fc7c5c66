import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ANSWERS_FILE, DOCUMENT_FILE, drift } from '../../scripts/openapi';
import { answersOfRoutes } from '../../scripts/openapi/answers-of-routes';
import { firstDifference } from '../../scripts/openapi/first-difference';
import { projectRoot } from '../../scripts/postgres';

/** The answers of a project with one controller. */
function answersOf(controller: string): ReturnType<typeof answersOfRoutes> {
  const root = mkdtempSync(join(tmpdir(), 'zero-run-answers-'));
  try {
    mkdirSync(join(root, 'src'));
    writeFileSync(
      join(root, 'tsconfig.json'),
      '{ "compilerOptions": { "strict": true, "target": "ES2022" } }',
    );
    writeFileSync(join(root, 'src', 'desk.controller.ts'), controller);
    return answersOfRoutes(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const decorators = `
declare const Controller: () => ClassDecorator;
declare const Get: () => MethodDecorator;
declare const Answers: (name: string | object) => MethodDecorator;
declare const ApiOperation: (options: object) => MethodDecorator;
`;

describe('what routes answer', () => {
  test('is written down as the types of the sources say it', () => {
    expect(drift(ANSWERS_FILE, answersOfRoutes()) ?? 'up to date').toBe('up to date');
  }, 60_000);

  test('is read from the return type, or from the type a handler names', () => {
    const { operations, schemas } = answersOf(`${decorators}
      export type Day = string & { readonly brand: unique symbol };
      /** A case. */
      export interface View { readonly id: string;
        /** When. */
        readonly openedOn: Day | null; readonly rows?: readonly { readonly n: number }[] }
      export interface Report { readonly rows: number; readonly made: Date }
      @Controller() export class DeskController {
        @Get() @ApiOperation({ operationId: 'readView' }) async read(): Promise<View> { throw new Error(); }
        @Get() @Answers('View') async write(): Promise<void> {}
        @Get() @Answers({ 200: 'Report', 201: 'View' }) async send(): Promise<void> {}
        @Get() async stream(): Promise<void> {}
      }`);
    expect(operations).toEqual({
      readView: { default: { $ref: '#/components/schemas/View' } },
      writeDesk: { default: { $ref: '#/components/schemas/View' } },
      sendDesk: { 200: { $ref: '#/components/schemas/Report' }, 201: { $ref: '#/components/schemas/View' } },
    });
    expect(schemas['Report']).toMatchObject({
      properties: { made: { type: 'string', format: 'date-time' } },
    });
    expect(schemas['View']).toEqual({
      description: 'A case.',
      type: 'object',
      required: ['id', 'openedOn'],
      properties: {
        id: { type: 'string' },
        openedOn: { description: 'When.', type: ['string', 'null'], format: 'date' },
        rows: {
          type: 'array',
          items: { type: 'object', required: ['n'], properties: { n: { type: 'integer' } } },
        },
      },
    });
  });

  test.each(['bigint', 'Map<string, string>', '() => void'])('refuses %s, which JSON cannot hold', (type) => {
    const controller = `${decorators}
      export interface View { readonly id: ${type} }
      @Controller() export class DeskController { @Get() read(): View { throw new Error(); } }`;
    expect(() => answersOf(controller)).toThrow(/View\.id.* cannot stand in an answer/);
  });

  test('a name that nobody bears is told with its place', () => {
    const controller = `${decorators}
      @Controller() export class DeskController { @Get() @Answers('Lost') async read(): Promise<void> {} }`;
    expect(() => answersOf(controller)).toThrow(/desk\.controller\.ts: there is no type Lost/);
  });
});

describe('the document', () => {
  const validated = (document: object): { status: number | null; stdout: string } => {
    const folder = mkdtempSync(join(tmpdir(), 'zero-run-document-'));
    try {
      const file = join(folder, 'openapi.json');
      writeFileSync(file, JSON.stringify(document));
      const hook = ['-r', './scripts/typescript-hook.cjs', 'scripts/openapi/validate-document.ts', file];
      return spawnSync(process.execPath, hook, { cwd: projectRoot(), encoding: 'utf8' });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };

  test('is valid OpenAPI 3.1, and one that is not is found', () => {
    const document = JSON.parse(readFileSync(DOCUMENT_FILE, 'utf8')) as { paths: object };
    expect(validated(document)).toMatchObject({ status: 0, stdout: '' });
    const broken = validated({
      ...document,
      paths: { ...document.paths, '/v1/x': { get: { responses: 1 } } },
    });
    expect([broken.status, broken.stdout]).toEqual([1, expect.stringContaining('no valid OpenAPI')]);
    expect(validated({ ...document, openapi: '3.0.3' }).status).toBe(1);
  }, 30_000);
});

describe('a document that is out of date', () => {
  test('is told with the place and both values', () => {
    expect(firstDifference({ a: { 'b/c': [1] } }, { a: { 'b/c': [1, 2] } })).toBe('/a/b~1c/1 is missing');
    expect(firstDifference({ a: 1, b: 2 }, { a: 1 })).toBe('/b is there and should not be');
    expect(firstDifference({ a: 'x' }, { a: 'y' })).toBe('/a is "x" and should be "y"');
  });

  test('the typed client has the routes of the document, all of them', () => {
    const types = readFileSync(join(projectRoot(), 'scripts', 'sdk', 'schema.d.ts'), 'utf8');
    const document = JSON.parse(readFileSync(DOCUMENT_FILE, 'utf8')) as {
      paths: Record<string, Record<string, { operationId: string }>>;
    };
    const ids = Object.values(document.paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    );
    expect(ids.filter((id) => !types.includes(`operations["${id}"]`))).toEqual([]);
  });
});
