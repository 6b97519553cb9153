import { v5 } from 'uuid';

/** The prompt id of an attempt: a canonical UUID, the same for the same attempt, another for another data folder. */
export function promptIdOf(installationId: string, takeId: string, attemptNumber: number): string {
  return v5(`${takeId}:${attemptNumber}`, installationId);
}
