export const settlement = 1;
