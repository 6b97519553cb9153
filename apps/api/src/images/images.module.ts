import { Module } from '@nestjs/common';
import sharp from 'sharp';
import { Config } from '../config/config.js';
import { DiskImageStore } from './disk-image-store.js';
import { ImageSweep } from './image-sweep.js';
import { ImagesController } from './images.controller.js';
import { ImagesRepository } from './images.repository.js';
import { ImagesService, imageStoreToken } from './images.service.js';

// Several pictures are worked on at once; each alone on several threads would only make them wait for each other.
sharp.concurrency(1);

@Module({
  controllers: [ImagesController],
  providers: [ImagesService, ImagesRepository, ImageSweep, { provide: imageStoreToken, inject: [Config], useFactory: (config: Config) => new DiskImageStore(config.dataFolder) }],
  exports: [ImagesService, ImageSweep, imageStoreToken],
})
export class ImagesModule {}
