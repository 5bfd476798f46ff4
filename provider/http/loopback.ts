// Host names of this machine itself: no proxy is between, and unencrypted calls to them stay here.

/** @param hostname as in a URL, IPv6 in brackets. */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}
