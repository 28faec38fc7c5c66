import { addDays, parseDay } from '../../src/kernel/calendar';
import { residentId } from '../../src/simulators/world/check-digits';
import { RandomStream } from './random-stream';
import { INVENTED_REGION } from './seed-units';

const SURNAMES =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎';
const GIVEN =
  '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建文玉春红梅兰凤洁琳素云莲真环雪荣爱妹香月莺媛瑞凡佳嘉琼勤珍贞莉';

const FIRST_BIRTHDAY = parseDay('1966-01-01');
const DAYS = 14_600;
const SEQUENCES = 900;
/** Prime to the number of places, so that every index has a place of its own, and neighbours are not born together. */
const STRIDE = 7_368_787;

export interface SeedPerson {
  readonly name: string;
  readonly idNo: string;
}

/** An invented person; the same index gives the same id number whatever the seed, another index another one. */
export function seedPerson(seed: number, index: number): SeedPerson {
  const random = new RandomStream(seed, 'person', index);
  const place = (index * STRIDE) % (DAYS * SEQUENCES);
  const idNo = residentId(
    INVENTED_REGION,
    addDays(FIRST_BIRTHDAY, Math.floor(place / SEQUENCES)),
    100 + (place % SEQUENCES),
  );
  const given = `${letter(GIVEN, random)}${random.next() < 0.85 ? letter(GIVEN, random) : ''}`;
  return { name: `${letter(SURNAMES, random)}${given}`, idNo };
}

function letter(all: string, random: RandomStream): string {
  return all.charAt(random.between(0, all.length - 1));
}
