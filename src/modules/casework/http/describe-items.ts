import type { OpenAPIObject } from '@nestjs/swagger';
import { dtoSchema, type JsonSchema } from '../../../platform/http';
import { findEntry } from '../catalogue/catalogue';
import type { Item } from '../item';

/**
 * Writes into the document what each usable item takes: `CaseRequest` becomes one alternative an item, by its code,
 * with the item's own input and example.
 */
export function describeItems(document: OpenAPIObject, items: readonly Item[]): void {
  const schemas: Record<string, JsonSchema> = {};
  const ref = (type: new () => object): string => {
    if (schemas[type.name] === undefined) {
      schemas[type.name] = {};
      schemas[type.name] = dtoSchema(type, ref);
    }
    return `#/components/schemas/${type.name}`;
  };
  const sorted = [...items].sort((a, b) => (a.code < b.code ? -1 : 1));
  for (const item of sorted) schemas[nameOf(item)] = requestOf(item, ref(item.input));
  const reference = (item: Item): string => `#/components/schemas/${nameOf(item)}`;
  schemas['CaseRequest'] = {
    description: '申请或预审：事项编码和该事项的输入 / an item of the catalogue and its input',
    oneOf: sorted.map((item) => ({ $ref: reference(item) })),
    discriminator: {
      propertyName: 'item',
      mapping: Object.fromEntries(sorted.map((item) => [item.code, reference(item)])),
    },
  };
  const known = document.components?.schemas;
  document.components = {
    ...document.components,
    schemas: { ...known, ...schemas },
  };
}

const nameOf = ({ code }: Item): string => `${code}Request`;

function requestOf(item: Item, input: string): JsonSchema {
  const names = findEntry(item.code)?.names;
  if (names === undefined) throw new Error(`the catalogue has no item ${item.code}`);
  return {
    type: 'object',
    description: `${item.code} ${names.zh} / ${names.en}`,
    additionalProperties: false,
    required: ['item', 'input'],
    properties: { item: { type: 'string', const: item.code }, input: { $ref: input } },
    examples: [{ item: item.code, input: item.example }],
    'x-roles': item.submitters,
  };
}
