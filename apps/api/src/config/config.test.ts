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

  it.each([
    ['the api', 'api', { isApi: true, isWorker: false, port: 8080 }],
    ['a worker, on a free port', 'worker', { isApi: false, isWorker: true, port: 0 }],
    ['both', 'all', { isApi: true, isWorker: true, port: 8080 }],
  ])('knows what %s does', (_, role, expected) => {
    const { isApi, isWorker, port } = new Config({ GRIDSCOPE_ROLE: role, REDIS_URL: 'redis://127.0.0.1:6379' });

    expect({ isApi, isWorker, port }).toEqual(expected);
  });

  it('gives a worker the port that it is told', () => {
    expect(new Config({ GRIDSCOPE_ROLE: 'worker', REDIS_URL: 'redis://127.0.0.1:6379', PORT: '8080' }).port).toBe(8080);
  });

  it('refuses one part of the work without the Redis that joins the parts', () => {
    expect(() => new Config({ GRIDSCOPE_ROLE: 'worker' })).toThrow(/GRIDSCOPE_ROLE is worker.*set REDIS_URL/);
  });

  it.each([
    ['REDIS_URL', 'http://user:secret-word@127.0.0.1'],
    ['REDIS_URL', 'secret-word'],
    ['DATABASE_URL', 'mysql://user:secret-word@127.0.0.1/gridscope'],
  ])('refuses a %s of another kind without repeating it', (name, url) => {
    const start = () => new Config({ [name]: url });

    expect(start).toThrow(new RegExp(`^${name}: is no address such as (redis|postgres)://`));
    expect(start).not.toThrow(/secret-word/);
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
