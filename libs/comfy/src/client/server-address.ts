/** Where a server is, taken apart so that a path prefix and a proxy's token are kept with every request. */
export interface ServerAddress {
  /** To show in messages: no credentials, no query. No slash at the end. */
  shown: string;
  /** For requests, with the credentials of the address as a header. */
  headers: Record<string, string>;
  httpUrl(path: string, query?: Record<string, string>): string;
  socketUrl(path: string, query?: Record<string, string>): string;
}

/**
 * Reads a base address such as `http://127.0.0.1:8188` or `https://user:secret@host/comfy/?token=x`.
 * Throws TypeError for what is no http(s) address.
 */
export function readServerAddress(baseUrl: string): ServerAddress {
  const base = new URL(baseUrl);
  if (base.protocol !== 'http:' && base.protocol !== 'https:') throw new TypeError(`The address of a ComfyUI server starts with http:// or https://, not ${base.protocol}//`);
  const prefix = base.pathname.replace(/\/+$/, '');
  const headers: Record<string, string> = base.username === '' ? {} : { authorization: basic(base) };
  const at = (protocol: string, path: string, query: Record<string, string> = {}) => {
    const url = new URL(`${protocol}//${base.host}${prefix}${path}${base.search}`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return url.toString();
  };
  return {
    shown: `${base.origin}${prefix}`,
    headers,
    httpUrl: (path, query) => at(base.protocol, path, query),
    socketUrl: (path, query) => at(base.protocol === 'https:' ? 'wss:' : 'ws:', path, query),
  };
}

function basic(url: URL): string {
  const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}
