import { type ArgumentMetadata, Injectable, type PipeTransform } from '@nestjs/common';
import { invalidRequest } from './problems';
import { unsafeJson } from './unsafe-json';
import { validateDto } from './validate-dto';

/** Types that are no DTO: what they hold is checked by the route's own pipe. */
const BARE: ReadonlySet<unknown> = new Set([String, Number, Boolean, Array, Object, undefined]);

/** Checks bodies, queries and path parameters that are declared as a DTO class. Global. */
@Injectable()
export class DtoValidationPipe implements PipeTransform {
  transform(value: unknown, { type, metatype }: ArgumentMetadata): unknown {
    if (type === 'custom' || BARE.has(metatype)) return value;
    if (type === 'body') return validateDto(metatype as new () => object, value);
    const plain = { ...(value as object) };
    const { fault } = unsafeJson(plain);
    const base = type === 'query' ? '/query' : '/path';
    if (fault) throw invalidRequest([{ ...fault, pointer: base + fault.pointer }]);
    return validateDto(metatype as new () => object, plain, base);
  }
}
