/**
 * One way to write a server's address, as the API keeps it: scheme and host in small letters, without the port that goes without saying, without
 * a slash at the end. Throws TypeError where it is no URL.
 */
export function plainAddress(url: string): string {
  return new URL(url).href.replace(/\/+$/, '');
}

/** Whether two addresses lead to one server, as far as that can be seen from them: this machine's names for itself are one. Throws TypeError where one is no URL. */
export function isSameAddress(one: string, other: string): boolean {
  return plainAddress(withPlainLoopback(one)) === plainAddress(withPlainLoopback(other));
}

function withPlainLoopback(url: string): string {
  const plain = new URL(url);
  if (plain.hostname === 'localhost' || plain.hostname === '[::1]') plain.hostname = '127.0.0.1';
  return plain.href;
}
