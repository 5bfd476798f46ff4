// The hash and the comparison that checking a signature needs.
import { createHash, timingSafeEqual } from "node:crypto";

export const sha256Hex = (data: string | Uint8Array): string => createHash("sha256").update(data).digest("hex");

/** Compares in constant time, so that the time of an answer tells nothing about a signature. */
export function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
