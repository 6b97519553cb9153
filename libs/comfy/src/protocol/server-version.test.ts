import { expect, it } from 'vitest';
import { capabilitiesByProbe, capabilitiesOf, type Capabilities } from './server-version.js';

const nothing = { hasPartialTargets: false, canInterruptById: false, hasPreviewMethod: false, hasJobs: false, canCancelById: false };

it.each<[string, Omit<Capabilities, 'version'>]>([
  ['0.3.45', nothing],
  ['0.3.47', nothing],
  ['0.3.48', { ...nothing, hasPartialTargets: true }],
  ['0.3.57', { ...nothing, hasPartialTargets: true, canInterruptById: true }],
  ['0.4.0', { ...nothing, hasPartialTargets: true, canInterruptById: true }],
  ['0.5.0', { ...nothing, hasPartialTargets: true, canInterruptById: true, hasPreviewMethod: true }],
  ['0.25.1', { hasPartialTargets: true, canInterruptById: true, hasPreviewMethod: true, hasJobs: true, canCancelById: false }],
  ['v0.26', { hasPartialTargets: true, canInterruptById: true, hasPreviewMethod: true, hasJobs: true, canCancelById: true }],
  ['1.0.0', { hasPartialTargets: true, canInterruptById: true, hasPreviewMethod: true, hasJobs: true, canCancelById: true }],
])('knows what %s can do', (version, expected) => {
  expect(capabilitiesOf(version)).toEqual({ version, ...expected });
});

it('leaves a version without numbers to the probes', () => {
  expect(capabilitiesOf('nightly')).toBeUndefined();
  expect(capabilitiesByProbe({ hasJobs: false })).toEqual({ version: undefined, ...nothing });
});
