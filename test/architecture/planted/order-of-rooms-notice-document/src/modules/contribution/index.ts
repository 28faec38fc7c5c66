export const contribution = 1;
