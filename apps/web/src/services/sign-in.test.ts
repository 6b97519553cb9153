import { expect, it } from 'vitest';
import { flushPromises } from '@vue/test-utils';
import { ApiError } from '@gridscope/contract';
import { SignIn } from './sign-in';

/** An API that answers only once `right` was given to it. */
function guardedApi(): typeof fetch {
  let isOpen = false;
  return async (input, init) => {
    if (String(input).endsWith('/session')) {
      isOpen = String(init?.body).includes('right');
      return isOpen ? new Response(null, { status: 204 }) : Response.json({ type: 'a', title: 'b', status: 401, detail: 'This is not the token.' }, { status: 401 });
    }
    return new Response('answer', { status: isOpen ? 200 : 401 });
  };
}

it('keeps a refused request waiting and sends it again after signing in', async () => {
  const signIn = new SignIn(guardedApi());
  const request = signIn.fetch('/api/v1/experiments');
  await flushPromises();
  expect(signIn.isNeeded.value).toBe(true);

  await signIn.open('right');

  expect(await (await request).text()).toBe('answer');
  expect(signIn.isNeeded.value).toBe(false);
});

it('says so when the token is wrong, and goes on asking', async () => {
  const signIn = new SignIn(guardedApi());
  void signIn.fetch('/api/v1/experiments');
  await flushPromises();

  await expect(signIn.open('wrong')).rejects.toThrow(ApiError);

  expect(signIn.isNeeded.value).toBe(true);
});
