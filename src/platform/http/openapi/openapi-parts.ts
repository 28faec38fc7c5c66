import { Injectable } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';

/** Adds to the document what no decorator can know. Called each time a document is made, on a fresh one. */
export type DescribePart = (document: OpenAPIObject) => void;

/** Rooms register here what they add to the OpenAPI document, such as the inputs of the items that are usable. */
@Injectable()
export class OpenApiParts {
  private readonly parts: DescribePart[] = [];

  register(part: DescribePart): void {
    this.parts.push(part);
  }

  describe(document: OpenAPIObject): void {
    for (const part of this.parts) part(document);
  }
}
