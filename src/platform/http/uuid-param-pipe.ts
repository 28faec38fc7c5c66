import { Injectable, type PipeTransform } from '@nestjs/common';
import { notFound } from './problems';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** For `@Param('id', UuidParamPipe)`: what is no UUID of ours names nothing, so the answer is 404 as for any other. */
@Injectable()
export class UuidParamPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    const id = value.toLowerCase();
    if (!UUID.test(id)) throw notFound();
    return id;
  }
}
