/** The file that a value of an image input means on a server: `folder/name.png`, with `[output]` or `[temp]` behind it for other folders than the inputs'. */
export function serverFile(value: string): { filename: string; subfolder: string; type: string } {
  const annotated = /^(.*?) *\[(input|output|temp)\]$/s.exec(value);
  const path = (annotated?.[1] ?? value).replaceAll('\\', '/');
  const slash = path.lastIndexOf('/');
  return { filename: path.slice(slash + 1), subfolder: path.slice(0, Math.max(0, slash)), type: annotated?.[2] ?? 'input' };
}
