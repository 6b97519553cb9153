import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { SettingsError } from '../config/config.js';

const faults = ['no-renewal', 'unconditional-claim', 'no-adoption'] as const;

const environment = z.object({ GRIDSCOPE_FAULT_SWITCH: z.enum(faults).optional(), NODE_ENV: z.string().optional() });

/**
 * Switches one safeguard off, so that a test can show that the fault run notices (docs/reference/faults.md): leases are not renewed, a claim asks nothing,
 * or running prompts are not adopted. Read here alone, from GRIDSCOPE_FAULT_SWITCH, and refused unless NODE_ENV is `test`.
 */
@Injectable()
export class FaultSwitch {
  private readonly on: (typeof faults)[number] | undefined;

  constructor() {
    const given = environment.safeParse(process.env);
    if (!given.success) throw new SettingsError(`GRIDSCOPE_FAULT_SWITCH is one of ${faults.join(', ')}.`);
    if (given.data.GRIDSCOPE_FAULT_SWITCH !== undefined && given.data.NODE_ENV !== 'test') throw new SettingsError('GRIDSCOPE_FAULT_SWITCH breaks the program on purpose and is for its own tests alone: leave it out.');
    this.on = given.data.GRIDSCOPE_FAULT_SWITCH;
  }

  is(fault: (typeof faults)[number]): boolean {
    return this.on === fault;
  }
}
