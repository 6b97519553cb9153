import { describe, expect, it } from 'vitest';
import { serverFile } from './server-file.js';

describe('serverFile', () => {
  it.each([
    ['a bare name as an input', 'cat.png', { filename: 'cat.png', subfolder: '', type: 'input' }],
    ['a name in a folder', 'pets/old/cat.png', { filename: 'cat.png', subfolder: 'pets/old', type: 'input' }],
    ['the separators of Windows', 'pets\\cat.png', { filename: 'cat.png', subfolder: 'pets', type: 'input' }],
    ['a picture that was drawn', 'grid/cat_00001_.png [output]', { filename: 'cat_00001_.png', subfolder: 'grid', type: 'output' }],
    ['brackets that are part of a name', 'cat [small].png', { filename: 'cat [small].png', subfolder: '', type: 'input' }],
  ])('reads %s', (_, value, file) => {
    expect(serverFile(value)).toEqual(file);
  });
});
