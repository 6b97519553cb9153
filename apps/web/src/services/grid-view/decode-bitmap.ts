/** Downloads a picture and decodes it off the page's thread. Throws where it cannot be had or read. */
export async function decodeBitmap(address: string, signal: AbortSignal): Promise<ImageBitmap> {
  const response = await fetch(address, { signal });
  if (!response.ok) throw new Error(`${address} answered ${response.status} ${response.statusText}.`);
  return createImageBitmap(await response.blob());
}
