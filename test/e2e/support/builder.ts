import type { Locator, Page } from 'playwright-core';

/** A file as it is chosen or dropped. */
export interface BroughtFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** The builder as somebody uses it: by what its controls are called. */
export class Builder {
  constructor(readonly page: Page) {}

  async open(url: string): Promise<void> {
    await this.page.goto(`${url}/new`);
    await this.dropZone.waitFor();
  }

  async choose(file: BroughtFile): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser');
    await this.dropZone.click();
    await (await chooser).setFiles(file);
  }

  async drop(file: BroughtFile): Promise<void> {
    const transfer = await this.page.evaluateHandle(({ name, mimeType, base64 }) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], name, { type: mimeType }));
      return data;
    }, { name: file.name, mimeType: file.mimeType, base64: file.buffer.toString('base64') });
    await this.dropZone.dispatchEvent('drop', { dataTransfer: transfer });
  }

  async chooseTemplate(name: string): Promise<void> {
    await this.page.getByRole('button', { name: new RegExp(`^${name} `) }).click();
    await this.workflow.getByRole('heading').first().waitFor();
  }

  /** Makes an axis of an input, as `KSampler steps`, and writes its values. */
  async vary(input: string, values: string): Promise<void> {
    await this.workflow.getByRole('button', { name: `Vary ${input} ` }).click();
    await this.valuesOf(input).fill(values);
  }

  /** Adds an axis of another kind, by its name in the menu. */
  async addAxis(kind: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Axis', exact: true }).click();
    await this.page.getByRole('menuitem', { name: kind }).click();
  }

  async writeTerms(role: string, terms: readonly string[]): Promise<void> {
    const axis = this.axis(role);
    await axis.getByRole('textbox', { name: 'term 1' }).fill(terms[0] ?? '');
    for (const [place, term] of terms.entries()) {
      if (place > 0) await axis.getByRole('textbox', { name: `term ${place}` }).press('Enter');
      await axis.getByRole('textbox', { name: `term ${place + 1}` }).fill(term);
    }
  }

  /** The axis that lies on `X`, `Y`, `Z`, or is the `4`th. */
  axis(role: string): Locator {
    return this.page.getByRole('region', { name: new RegExp(`^Axis ${role},`) });
  }

  /** The field for the values of an input's axis. */
  valuesOf(input: string): Locator {
    return this.page.getByRole('textbox', { name: new RegExp(`^Values of (\\S+\\.)?${input.split(' ').at(-1)}$`) });
  }

  get dropZone(): Locator {
    return this.page.getByRole('button', { name: 'Drop a file here, or choose one' });
  }

  get workflow(): Locator {
    return this.page.getByRole('region', { name: 'Workflow', exact: true });
  }

  /** Why what was brought cannot be used. */
  get refusal(): Locator {
    return this.page.getByRole('alert');
  }

  get start(): Locator {
    return this.page.getByRole('button', { name: /^Start(:|$)/ });
  }
}
