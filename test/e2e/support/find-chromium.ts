import { existsSync } from 'node:fs';
import { posix, win32 } from 'node:path';

export interface SearchedPlace {
  platform: NodeJS.Platform;
  environment: Readonly<Record<string, string | undefined>>;
  exists: (path: string) => boolean;
}

const programsOnPath = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge'];
const macPrograms = ['Google Chrome.app/Contents/MacOS/Google Chrome', 'Chromium.app/Contents/MacOS/Chromium', 'Microsoft Edge.app/Contents/MacOS/Microsoft Edge'];
const windowsPrograms = ['Google\\Chrome\\Application\\chrome.exe', 'Chromium\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];

/** An installed Chromium, Chrome or Edge: the one that `CHROMIUM_PATH` names, else the first at its usual place; undefined where there is none. */
export function findChromium(place: SearchedPlace = { platform: process.platform, environment: process.env, exists: existsSync }): string | undefined {
  const named = place.environment['CHROMIUM_PATH'];
  const candidates = named !== undefined && named !== '' ? [named] : usualPlaces(place);
  return candidates.find((path) => place.exists(path));
}

function usualPlaces({ platform, environment }: SearchedPlace): string[] {
  if (platform === 'win32') return folders(environment, ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']).flatMap((folder) => windowsPrograms.map((program) => win32.join(folder, program)));
  const onPath = (environment['PATH'] ?? '').split(':').filter((folder) => folder !== '').flatMap((folder) => programsOnPath.map((program) => posix.join(folder, program)));
  if (platform !== 'darwin') return [...onPath, '/snap/bin/chromium'];
  return [...['/Applications', ...folders(environment, ['HOME']).map((home) => posix.join(home, 'Applications'))].flatMap((folder) => macPrograms.map((program) => posix.join(folder, program))), ...onPath];
}

function folders(environment: SearchedPlace['environment'], names: readonly string[]): string[] {
  return names.flatMap((name) => environment[name] ?? []);
}
