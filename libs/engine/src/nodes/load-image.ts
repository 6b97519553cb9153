import { createHash } from 'node:crypto';
import { access, readFile } from 'node:fs/promises';
import type { CheckContext, EngineDirs, EngineNode } from './node.js';
import type { NodeInputs } from './node-inputs.js';
import { annotatedPath } from './files/annotated-path.js';
import { NodeError } from './node-error.js';
import { readPicture } from './image-ops/read-picture.js';
import { specOf, withChoices } from './spec.js';

/** The SHA-256 of the file in hex: a picture replaced under its name is read again. */
export async function hashOfPicture(inputs: NodeInputs, { dirs }: CheckContext): Promise<string> {
  const bytes = await readFile(pictureOf(inputs, dirs));
  return createHash('sha256').update(bytes).digest('hex');
}

/** Whether the named file is there; the list of choices is not the whole truth, because files come by upload. */
export async function checkPicture(inputs: NodeInputs, { dirs }: CheckContext): Promise<boolean | string> {
  const value = inputs.value('image');
  const path = annotatedPath(value, dirs);
  return (path !== undefined && (await isThere(path))) || `Invalid image file: ${String(value)}`;
}

/** Reads a picture of the input folder (`name [output]` and `name [temp]` reach the others). */
export const loadImage: EngineNode = {
  name: 'LoadImage',
  spec: ({ inputFiles }) => withChoices(specOf('LoadImage'), { image: inputFiles() }),
  isChanged: hashOfPicture,
  validation: { inputs: ['image'], check: checkPicture },
  async run(inputs, { dirs }) {
    const { image, mask } = await readPicture(pictureOf(inputs, dirs));
    return { outputs: [image, mask] };
  },
};

/** The file that the input `image` names; throws ValueError where it lies outside its folder (a name that came by a link was not checked). */
export function pictureOf(inputs: NodeInputs, dirs: EngineDirs): string {
  const path = annotatedPath(inputs.value('image'), dirs);
  if (path === undefined) throw new NodeError('ValueError', `Invalid image file: ${inputs.text('image')}`);
  return path;
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
