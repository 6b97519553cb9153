import { describe, expect, it } from 'vitest';
import { Admission, sessionCookie } from './admission.js';

const local = new Admission({ isLoopback: true, token: undefined });
const guarded = new Admission({ isLoopback: false, token: 'a secret of some length' });

describe('foreignness', () => {
  it.each([
    ['a program', { host: '127.0.0.1:8080' }, true],
    ['our own page', { host: 'localhost:8080', origin: 'http://localhost:8080' }, true],
    ['IPv6', { host: '[::1]:8080', origin: 'http://[::1]:8080' }, true],
    ['a rebound name', { host: 'evil.example:8080' }, false],
    ['a page elsewhere', { host: '127.0.0.1:8080', origin: 'https://evil.example' }, false],
    ['a page on another port', { host: '127.0.0.1:8080', origin: 'http://127.0.0.1:3000' }, false],
    ['a page without an origin', { host: '127.0.0.1:8080', origin: 'null' }, false],
    ['a picture tag elsewhere', { host: '127.0.0.1:8080', 'sec-fetch-site': 'cross-site' }, false],
    ['no host', {}, false],
  ])('judges %s', (_, headers, isOurs) => {
    expect(local.foreignness({ headers }) === undefined).toBe(isOurs);
  });
});

describe('isAdmitted', () => {
  it('needs nothing where there is no token', () => {
    expect(local.isAdmitted({ headers: {} })).toBe(true);
  });

  it.each([
    ['the token', { authorization: 'Bearer a secret of some length' }, true],
    ['another token', { authorization: 'Bearer a secret of some lengtH' }, false],
    ['no token', {}, false],
    ['its cookie', { cookie: `other=1; ${sessionCookie}=${guarded.sessionFor('a secret of some length')}` }, true],
    ['the token as cookie', { cookie: `${sessionCookie}=a secret of some length` }, false],
  ])('judges %s', (_, headers, isAdmitted) => {
    expect(guarded.isAdmitted({ headers })).toBe(isAdmitted);
  });

  it('gives no session for a wrong token', () => {
    expect(guarded.sessionFor('wrong')).toBeUndefined();
  });
});
