import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Admission } from '../http/admission.js';
import { Config } from './config.js';

/** Settings, and who they let in, for everybody. */
@Global()
@Module({})
export class ConfigModule {
  static of(config: Config): DynamicModule {
    return {
      module: ConfigModule,
      providers: [
        { provide: Config, useValue: config },
        { provide: Admission, useValue: new Admission(config) },
      ],
      exports: [Config, Admission],
    };
  }
}
