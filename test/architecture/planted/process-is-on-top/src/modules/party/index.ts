import { rooms } from '../../app.module';

export const uses = rooms;
