import { Module } from '@nestjs/common';
import { ImagesModule } from '../images/images.module.js';
import { ServersModule } from '../servers/servers.module.js';
import { ComfyGenerator } from './comfy/comfy-generator.js';
import { DrawnModelsRepository } from './comfy/drawn-models.repository.js';
import { LoadedModels } from './comfy/loaded-models.js';
import { ModelFiles } from './comfy/model-files.js';
import { ServerPictures } from './comfy/server-pictures.js';

@Module({ imports: [ServersModule, ImagesModule], providers: [ComfyGenerator, DrawnModelsRepository, ModelFiles, LoadedModels, ServerPictures], exports: [ComfyGenerator, ModelFiles, ServerPictures] })
export class GeneratorsModule {}
