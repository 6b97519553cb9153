/** The address without a slash at its end. Throws TypeError for what is no http address. */
export function normaliseUrl(text: string): string {
  const { protocol, href } = new URL(text);
  if (protocol !== 'http:' && protocol !== 'https:') throw new TypeError(`${text} is no http address`);
  return href.replace(/\/+$/, '');
}
