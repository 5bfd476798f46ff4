// Exit codes of `eni-attachment trial`.

export const exitCodes = {
  /** All steps worked, and nothing differs. */
  agrees: 0,
  /** A step failed, or a check refused. */
  failed: 1,
  usage: 2,
  /** All steps worked, and something differs. */
  differs: 3,
  /** As shells have it for a program that ends by SIGINT. */
  interrupted: 130,
} as const;
