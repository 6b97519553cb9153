import { ApiClient, endpoints } from '@gridscope/contract';
import { inject, shallowRef, type InjectionKey } from 'vue';

export const signInKey: InjectionKey<SignIn> = Symbol('sign-in');

/** Requests refused for want of a session (401) wait until somebody has signed in, then are sent again. */
export class SignIn {
  readonly isNeeded = shallowRef(false);
  private waiting: (() => void)[] = [];

  constructor(private readonly send: typeof fetch) {}

  readonly fetch: typeof fetch = async (input, init) => {
    for (;;) {
      const response = await this.send(input, init);
      if (response.status !== 401) return response;
      await this.signedIn();
    }
  };

  /** Exchanges the token for a cookie. Throws ApiError when it is the wrong one. */
  async open(token: string): Promise<void> {
    await new ApiClient({ baseUrl: '', fetch: this.send }).request(endpoints.openSession, { body: { token } });
    this.isNeeded.value = false;
    const waiting = this.waiting;
    this.waiting = [];
    for (const goOn of waiting) goOn();
  }

  private signedIn(): Promise<void> {
    this.isNeeded.value = true;
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}

export function useSignIn(): SignIn {
  const signIn = inject(signInKey);
  if (signIn === undefined) throw new Error('No SignIn was provided to the app.');
  return signIn;
}
