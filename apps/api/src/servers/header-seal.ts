import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;
const rereadMs = 50;
const headersSchema = z.record(z.string(), z.string());

/** Keeps servers' headers unreadable in the database: AES-256-GCM with a key that lies beside it, readable by its user alone. */
export class HeaderSeal {
  private constructor(private readonly key: Buffer) {}

  /** Reads the installation's key, or makes it the first time. */
  static async open(dataFolder: string): Promise<HeaderSeal> {
    const file = join(dataFolder, 'secret.key');
    try {
      await writeFile(file, randomBytes(keyBytes), { flag: 'wx', mode: 0o600 });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    let key = await readFile(file);
    // Another process that starts the same moment may have made it and not yet written it.
    for (let triesLeft = 20; key.length < keyBytes && triesLeft > 0; triesLeft -= 1) {
      await sleep(rereadMs);
      key = await readFile(file);
    }
    if (key.length !== keyBytes) throw new Error(`${file} is not a key of ${keyBytes} bytes; restore it from a backup, or delete it and enter the servers' headers again.`);
    return new HeaderSeal(key);
  }

  seal(headers: Record<string, string>): string {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce);
    const text = Buffer.concat([cipher.update(JSON.stringify(headers), 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64');
  }

  /** Throws when the text was changed or sealed with another key. */
  unseal(sealed: string): Record<string, string> {
    const bytes = Buffer.from(sealed, 'base64');
    const decipher = createDecipheriv('aes-256-gcm', this.key, bytes.subarray(0, nonceBytes));
    decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
    const text = Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]);
    return headersSchema.parse(JSON.parse(text.toString('utf8')));
  }
}
