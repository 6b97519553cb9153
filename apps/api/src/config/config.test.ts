import { describe, expect, it } from 'vitest';
import { Config, SettingsError, isLoopbackHost } from './config.js';

describe('Config', () => {
  it('listens on this machine alone when nothing is set', () => {
    const config = new Config({});

    expect({ host: config.host, port: config.port, isLoopback: config.isLoopback }).toEqual({ host: '127.0.0.1', port: 8080, isLoopback: true });
  });

  it('refuses an address that others can reach without a token', () => {
    expect(() => new Config({ HOST: '0.0.0.0' })).toThrow(/GRIDSCOPE_TOKEN/);
  });

  it('accepts such an address with a token', () => {
    expect(new Config({ HOST: '0.0.0.0', GRIDSCOPE_TOKEN: 'sixteen characters' }).isLoopback).toBe(false);
  });

  it('names the setting that is wrong', () => {
    expect(() => new Config({ PORT: 'eighty' })).toThrow(SettingsError);
    expect(() => new Config({ PORT: 'eighty' })).toThrow(/^PORT: /);
  });

  it('takes an empty variable as one that is not set', () => {
    expect(new Config({ PORT: '' }).port).toBe(8080);
  });
});

describe('isLoopbackHost', () => {
  it.each([
    ['the name', 'localhost', true],
    ['the address', '127.0.0.1', true],
    ['another of the loopback range', '127.8.9.10', true],
    ['IPv6 in brackets', '[::1]', true],
    ['every address', '0.0.0.0', false],
    ['a name that begins like one', '127.0.0.1.example.org', false],
  ])('knows %s', (_, host, expected) => {
    expect(isLoopbackHost(host)).toBe(expected);
  });
});
