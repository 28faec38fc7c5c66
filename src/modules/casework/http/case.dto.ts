import { ApiProperty } from '@nestjs/swagger';
import { IsObject, IsString, Matches } from 'class-validator';

const itemCode = /^(GJ|TQ|DK)\d{2}$|^TQX\d$/;

/** An application or a pre-check: an item of the catalogue and its input. */
export class CaseRequest {
  @ApiProperty({ example: 'TQ12', description: '事项编码 / item code of the catalogue' })
  @IsString()
  @Matches(itemCode)
  item!: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: '事项的输入，字段见办事指南 / input of the item, its guide shows an example',
  })
  @IsObject()
  input!: Record<string, unknown>;
}
