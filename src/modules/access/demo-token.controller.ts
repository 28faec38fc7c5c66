import { Body, Controller, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { IsPersonName, IsResidentId } from '../../platform/http';
import { DEMO_TOKEN_LIFE_S, type DemoIdentity, DemoIssuer } from './demo-issuer';
import { Permit } from './permit';

const ROLES = ['member', 'employer-agent', 'clerk', 'manager', 'auditor'] as const;

export class DemoTokenRequest {
  @ApiProperty({ enum: ROLES, example: 'member' })
  @IsIn(ROLES)
  role!: DemoIdentity['role'];

  @ApiProperty({ example: '王小明' })
  @IsPersonName()
  name!: string;

  @ApiProperty({ description: '18 位身份证号 / id number', example: '11010519491231002X' })
  @IsResidentId()
  idNo!: string;
}

export class DemoTokenAnswer {
  @ApiProperty()
  token!: string;

  @ApiProperty({ example: 'Bearer' })
  tokenType!: 'Bearer';

  @ApiProperty({ description: '有效秒数 / seconds of validity', example: DEMO_TOKEN_LIFE_S })
  expiresIn!: number;
}

/** Mounted only where the settings switch the demonstration issuer on. */
@ApiTags('demo')
@Controller('v1/demo/tokens')
export class DemoTokenController {
  constructor(private readonly issuer: DemoIssuer) {}

  @Post()
  @Permit('public')
  @ApiOperation({
    operationId: 'issueDemoToken',
    summary:
      '演示登录：签发令牌（生产环境没有此接口）/ demonstration sign-in: issues a token; production has no such route',
  })
  @ApiCreatedResponse({ type: DemoTokenAnswer })
  async create(@Body() identity: DemoTokenRequest): Promise<DemoTokenAnswer> {
    return { token: await this.issuer.issue(identity), tokenType: 'Bearer', expiresIn: DEMO_TOKEN_LIFE_S };
  }
}
