import { validateDto } from '../../../platform/http';
import type { Item } from '../item';

/** The input as the item's DTO; throws a 400 problem whose pointers start at /input. */
export function validInput(item: Item, input: unknown): object {
  return validateDto(item.input, input, '/input');
}
