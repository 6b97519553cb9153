import { img2img, upscale } from './image-to-image.js';
import { flux, lora, sdxl, txt2img } from './text-to-image.js';
import type { WorkflowTemplate } from './workflow-template.js';

/** The workflows to start from, simplest first. Their model slots are empty until `fillTemplate` fills them. */
export const templates: readonly WorkflowTemplate[] = [txt2img, sdxl, flux, img2img, lora, upscale];
