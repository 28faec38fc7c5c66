import type { INestApplication, Type } from '@nestjs/common';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import answers from './answers.json';
import { dtoSchema, isDto, type JsonSchema } from './dto-schema';
import { finishOperation, HEADERS, type Operation } from './finish-operation';
import { OpenApiParts } from './openapi-parts';
import { PROBLEM_SCHEMA } from './problem-responses';

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;
const EXTRA_MODELS = 'swagger/apiExtraModels';

const DESCRIPTION = `归集、提取、贷款：不跑腿、不交材料、不见面审批。金额一律为两位小数的字符串（元），日期为 YYYY-MM-DD。
申请类请求须带请求头 Idempotency-Key：同一编号、同一内容，得到同一答复。不予办理是答复（201），不是错误；出错时按 RFC 9457 答复，code 稳定不变。

Housing provident fund: contribution, withdrawal and loan with no visit, no paper, no human approval. Money is a string
of yuan with two decimals, a day is YYYY-MM-DD. Commands carry a header Idempotency-Key: the same key and content, the
same answer. A refusal is an answer (201), not an error; errors are RFC 9457 with a stable code.`;

/**
 * The OpenAPI 3.1 document of an application: routes and requests from its decorators, answers from the types of its
 * handlers (`answers.json`, written by `npm run openapi`), and what its rooms register with `OpenApiParts`.
 */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('住房公积金零跑腿 Zero-Run')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth({
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'JWT',
      description: '实名登录平台签发的令牌 / a token of the real-name login',
    })
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (controller, method) => `${method}${controller.replace(/Controller$/, '')}`,
  });
  describeRequests(app, document);
  for (const path of Object.values(document.paths)) {
    for (const method of METHODS) {
      const operation = path[method] as Operation | undefined;
      if (operation) finishOperation(operation, answersOf(operation.operationId));
    }
  }
  app.get(OpenApiParts).describe(document);
  const schemas = { ...answers.schemas, ...document.components?.schemas, Problem: PROBLEM_SCHEMA };
  document.components = {
    ...document.components,
    headers: HEADERS,
    schemas: schemasInUse(document, schemas),
  };
  return { ...document, paths: sorted(document.paths) };
}

function answersOf(operationId: string): Readonly<Record<string, JsonSchema>> {
  // The file changes with every answer; what it always is, its writer says.
  const known = answers.operations as unknown as Readonly<
    Record<string, Readonly<Record<string, JsonSchema>>>
  >;
  return known[operationId] ?? {};
}

/** Every DTO that a route takes, by the validators that refuse what does not fit. */
function describeRequests(app: INestApplication, document: OpenAPIObject): void {
  const schemas: Record<string, JsonSchema> = {
    ...(document.components?.schemas as Record<string, JsonSchema>),
  };
  const done = new Set<unknown>();
  const ref = (type: new () => object): string => {
    if (!done.has(type)) {
      done.add(type);
      schemas[type.name] = withTexts(dtoSchema(type, ref), schemas[type.name]);
    }
    return `#/components/schemas/${type.name}`;
  };
  for (const type of requestTypes(app)) if (schemas[type.name] !== undefined) ref(type);
  document.components = { ...document.components, schemas: schemas };
}

/** Classes of the parameters of all route handlers, and those that they name beside. */
function requestTypes(app: INestApplication): (new () => object)[] {
  const scanner = new MetadataScanner();
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) =>
    [...module.controllers.values()].map(({ metatype }) => metatype as Type | null),
  );
  return controllers
    .filter((controller) => controller !== null)
    .flatMap(({ prototype }: { prototype: Record<string, object> }) =>
      scanner.getAllMethodNames(prototype).flatMap((name) => {
        const types = Reflect.getMetadata('design:paramtypes', prototype, name) as unknown[] | undefined;
        const extra = Reflect.getMetadata(EXTRA_MODELS, prototype[name] as object) as unknown[] | undefined;
        return [...(types ?? []), ...(extra ?? [])];
      }),
    )
    .filter(isDto);
}

/** What the validators say, and the descriptions and examples of the decorators for people. */
function withTexts(schema: JsonSchema, told: JsonSchema | undefined): JsonSchema {
  const texts = (told?.['properties'] ?? {}) as Record<string, JsonSchema | undefined>;
  const properties = Object.entries(schema['properties'] as Record<string, JsonSchema>).map(
    ([name, property]) => {
      const { description, example } = texts[name] ?? {};
      return [
        name,
        {
          ...property,
          ...(description ? { description } : {}),
          ...(example === undefined ? {} : { example }),
        },
      ];
    },
  );
  return { ...schema, properties: Object.fromEntries(properties) as JsonSchema };
}

/** Only what the document refers to, and what that refers to. */
function schemasInUse(document: OpenAPIObject, schemas: Readonly<Record<string, unknown>>): never {
  const used = new Set<string>();
  const waiting: unknown[] = [document.paths];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const [, name = ''] of JSON.stringify(next).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (used.has(name)) continue;
      used.add(name);
      waiting.push(schemas[name]);
    }
  }
  const missing = [...used].filter((name) => schemas[name] === undefined);
  if (missing.length > 0)
    throw new Error(`the document refers to ${missing.join(', ')}, which nothing describes`);
  return sorted(Object.fromEntries([...used].map((name) => [name, schemas[name]]))) as never;
}

const sorted = <T>(entries: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)));
