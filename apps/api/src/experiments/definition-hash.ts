import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '@gridscope/comfy';
import type { ExperimentDraft } from '@gridscope/contract';

/** SHA-256 of what a draft defines, in hexadecimal. Its name and tags are the experiment's, and do not count. */
export function definitionHash(draft: ExperimentDraft): string {
  const { name: _name, tags: _tags, ...definition } = draft;
  // Absent options are left out, so that what was parsed from JSON is JSON again.
  const json = JSON.parse(JSON.stringify(definition)) as Json;
  return createHash('sha256').update(canonicalJson(json)).digest('hex');
}
