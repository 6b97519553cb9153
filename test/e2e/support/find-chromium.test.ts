import { expect, it } from 'vitest';
import { findChromium } from './find-chromium.js';

const chrome = 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe';
const macChrome = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

it.each([
  ['the one that CHROMIUM_PATH names, before any other', 'linux', { CHROMIUM_PATH: '/opt/mine', PATH: '/usr/bin' }, ['/usr/bin/chromium', '/opt/mine'], '/opt/mine'],
  ['nothing else where CHROMIUM_PATH names none', 'linux', { CHROMIUM_PATH: '/opt/gone', PATH: '/usr/bin' }, ['/usr/bin/chromium'], undefined],
  ['Debian’s chromium', 'linux', { PATH: '/usr/local/bin:/usr/bin' }, ['/usr/bin/chromium'], '/usr/bin/chromium'],
  ['Chrome on a Mac', 'darwin', { PATH: '/usr/bin', HOME: '/Users/me' }, [macChrome], macChrome],
  ['Chrome on Windows', 'win32', { PROGRAMFILES: 'C:\\Program Files' }, [chrome], chrome],
  ['none where none is installed', 'linux', { PATH: '/usr/bin' }, [], undefined],
] as const)('finds %s', (_, platform, environment, installed: readonly string[], found) => {
  expect(findChromium({ platform, environment, exists: (path) => installed.includes(path) })).toBe(found);
});
