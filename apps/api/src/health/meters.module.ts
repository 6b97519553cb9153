import { Global, Module } from '@nestjs/common';
import { Meters } from './meters.js';

@Global()
@Module({ providers: [Meters], exports: [Meters] })
export class MetersModule {}
