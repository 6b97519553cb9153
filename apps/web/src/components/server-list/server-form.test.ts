import { expect, it } from 'vitest';
import { readServerForm } from './server-form';

const form = { url: 'http://127.0.0.1:8188', name: '', seats: 2, headers: [] };

it.each([
  ['an address without a scheme', { ...form, url: '127.0.0.1:8188' }, { url: 'http://127.0.0.1:8188', seats: 2, headers: {} }],
  ['a path behind a proxy', { ...form, url: ' https://gpu.example/comfy/ ' }, { url: 'https://gpu.example/comfy/', seats: 2, headers: {} }],
  ['a name and headers, blank rows left out', { ...form, name: ' gpu ', headers: [{ name: 'Authorization', value: 'Bearer x' }, { name: ' ', value: 'y' }] }, { url: 'http://127.0.0.1:8188', name: 'gpu', seats: 2, headers: { Authorization: 'Bearer x' } }],
])('reads %s', (_, typed, draft) => {
  expect(readServerForm(typed)).toEqual({ ok: true, draft });
});

it.each([
  ['no address', { ...form, url: ' ' }, 'url'],
  ['an address of another kind', { ...form, url: 'ftp://127.0.0.1' }, 'url'],
  ['a header name with a blank', { ...form, headers: [{ name: 'My header', value: 'x' }] }, 'headers'],
])('refuses %s, at its field', (_, typed, field) => {
  expect(readServerForm(typed)).toMatchObject({ ok: false, field });
});
