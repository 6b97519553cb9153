import { Injectable } from '@nestjs/common';
import { workflowText } from '@gridscope/comfy';
import PQueue from 'p-queue';
import type { Output } from '../database/entities/output.entity.js';
import { newId } from '../database/ids.js';
import { ComfyGenerator } from '../generators/comfy/comfy-generator.js';
import type { Drawn, DrawnFile } from '../generators/generator.js';
import { type ImageRow, imageRow, ImagesService, isPicture } from '../images/images.service.js';
import { type Measured, measurePicture } from '../metrics/measures.js';
import { kindOfFile } from './kind-of-file.js';

/** Everything of an attempt that is to be put down; its bytes are in the store already. */
export interface RunResults {
  outputs: Output[];
  images: ImageRow[];
  measured: Map<string, Measured[]>;
  leadImage: string | null;
  verification: 'verified' | 'unverified';
  facts: string;
  executedWorkflow: string;
}

interface Place {
  takeId: string;
  attemptId: string;
}

/** So many files are decoded and kept at once, whichever server they come from: decoded, a picture is many times its size. */
const keptAtOnce = 3;

/** Fetches what a server has drawn, holds it against what was asked, keeps and measures it. */
@Injectable()
export class RunResultsCollector {
  private readonly keeping = new PQueue({ concurrency: keptAtOnce });

  constructor(
    private readonly generator: ComfyGenerator,
    private readonly images: ImagesService,
  ) {}

  async collect(drawn: Drawn, place: Place, signal: AbortSignal): Promise<RunResults> {
    const results: RunResults = {
      outputs: [], images: [], measured: new Map(), leadImage: null, verification: 'verified',
      facts: '', executedWorkflow: workflowText(drawn.executed),
    };
    const facts = { ...drawn.prepared.facts };
    for (const file of drawn.files) {
      const kept = await this.keep(drawn, file, place, results, signal);
      if (kept.drawsAfresh) facts.drawsAfresh = true;
    }
    for (const { nodeId, key, batchIndex, text } of drawn.texts) {
      results.outputs.push({ ...place, id: newId(), position: results.outputs.length, nodeId, key, batchIndex, kind: 'text', text, isTemporary: false });
    }
    results.facts = JSON.stringify(facts);
    return results;
  }

  private async keep(drawn: Drawn, file: DrawnFile, place: Place, results: RunResults, signal: AbortSignal): Promise<{ drawsAfresh: boolean }> {
    const bytes = await file.fetch(signal);
    // Before it is kept: a picture that contradicts its label never gets a row.
    const origin = this.generator.checkPicture(drawn, bytes);
    const kept = await this.keeping.add(() => this.images.keep(bytes));
    const { nodeId, key, batchIndex, fileName, isTemporary } = file;
    const output = { ...place, id: newId(), position: results.outputs.length, nodeId, key, batchIndex, fileName, isTemporary, fileHash: kept.hash, sizeBytes: kept.sizeBytes };
    results.outputs.push({ ...output, kind: isPicture(kept) ? 'image' : kindOfFile(fileName) });
    if (!isPicture(kept)) return { drawsAfresh: false };
    if (origin.metadata === 'absent') results.verification = 'unverified';
    results.images.push(imageRow(kept, { isUpload: false, createdAt: Date.now(), ...(origin.text === undefined ? {} : { metadata: origin.text }) }));
    results.measured.set(kept.hash, measurePicture(kept.pixels));
    results.leadImage ??= kept.hash;
    return { drawsAfresh: origin.drawsAfresh };
  }
}
