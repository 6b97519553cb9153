const uploaded = /^(?:(.*)=)?image:([0-9a-f]{64})$/s;

/** A picture of an axis: an upload with its name, or a file that lies on the server. */
export function readImageFile(written: string): { name: string; image?: string } {
  const [, name, image] = uploaded.exec(written) ?? [];
  if (image === undefined) return { name: written };
  return { name: name ?? image.slice(0, 12), image };
}

/** How an upload is written on an axis: `name=image:<sha256>`. */
export function writeImageFile({ image, name }: { image: string; name: string }): string {
  return `${name}=image:${image}`;
}
