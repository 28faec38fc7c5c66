export const police = 1;
