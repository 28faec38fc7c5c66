export const loan = 1;
