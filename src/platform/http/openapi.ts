import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

const PROBLEM_SCHEMA = {
  type: 'object',
  description: 'RFC 9457',
  required: ['type', 'title', 'status', 'code', 'traceId', 'errors'],
  properties: {
    type: { type: 'string', format: 'uri', example: 'urn:zero-run:problem:INVALID_REQUEST' },
    title: { type: 'string', example: '请求内容有误' },
    status: { type: 'integer', example: 400 },
    code: { type: 'string', description: '稳定代码 / stable code', example: 'INVALID_REQUEST' },
    detail: { type: 'string' },
    traceId: { type: 'string', pattern: '^[0-9a-f]{32}$' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'code', 'message'],
        properties: {
          pointer: { type: 'string', description: 'RFC 6901', example: '/input/amount' },
          code: { type: 'string', example: 'MONEY_NOT_A_STRING' },
          message: { type: 'string' },
        },
      },
    },
  },
};

const PROBLEM_RESPONSE = {
  description: '出错 / a problem',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;

/** The OpenAPI 3.1 document of an application; every operation may answer with the Problem schema. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('住房公积金零跑腿 Zero-Run')
    .setDescription(
      '归集、提取、贷款：不跑腿、不交材料、不见面审批。 / Housing provident fund: contribution, withdrawal and loan with no visit, no paper, no human approval.',
    )
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' })
    .build();
  const document = SwaggerModule.createDocument(app, config);
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, Problem: PROBLEM_SCHEMA },
  };
  for (const path of Object.values(document.paths)) {
    for (const method of METHODS) {
      const operation = path[method];
      if (operation) operation.responses = { ...operation.responses, default: PROBLEM_RESPONSE };
    }
  }
  return document;
}
