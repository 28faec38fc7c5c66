import { Injectable } from '@nestjs/common';
import { CrashPoint } from '../../../platform/crash-point';
import type { Answer, Ask, PersonAsked } from '../domain/answer';
import { POL_PATH, polRequest, readPol, type PoliceField, type PoliceRecord } from '../wire/pol';
import { FACE_PATH, faceRequest, readFace, type FaceAnswer, type FaceField } from '../wire/pol-face';
import { AskRegistry } from './ask-registry';

/** Police (POL, 公安). */
@Injectable()
export class Police {
  constructor(private readonly registries: AskRegistry) {}

  /** One record a person, in the order asked (one or more); somebody the police do not know is known, `match` false. */
  @CrashPoint('police-asked')
  people<N extends PoliceField = PoliceField>(
    ask: Ask,
    people: readonly PersonAsked[],
    needed?: readonly N[],
  ): Promise<Answer<PoliceRecord<N>[]>> {
    return this.registries.ask('POL.people', ask, needed, (fields) => ({
      method: 'POST',
      path: POL_PATH,
      body: polRequest(people, fields, ask.traceId),
      read: (bytes) => readPol<N>(bytes, people, fields),
    }));
  }

  /**
   * Whether the face that a terminal of the police captured is that of the person. The picture goes from the terminal to
   * the police; we hand on its number alone.
   */
  face<N extends FaceField = FaceField>(
    ask: Ask,
    person: PersonAsked,
    captureNo: string,
    needed?: readonly N[],
  ): Promise<Answer<FaceAnswer<N>>> {
    return this.registries.ask('POL.face', ask, needed, (fields) => ({
      method: 'POST',
      path: FACE_PATH,
      body: faceRequest(person, captureNo, fields, ask.traceId),
      read: (bytes) => readFace<N>(bytes, person, captureNo, fields),
    }));
  }
}
