import { toast } from 'vue-sonner';
import { errorMessage } from '../services/error-message';

/** Does it; when it fails, says why in a toast. Gives whether it worked. */
export async function attempt(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    toast.error(errorMessage(error), { duration: 10_000 });
    return false;
  }
}
