const wanted = {
  backdrop: 'var(--backdrop)',
  tile: 'color-mix(in oklch, var(--on-backdrop) 9%, var(--backdrop))',
  quiet: 'color-mix(in oklch, var(--on-backdrop) 55%, var(--backdrop))',
  text: 'var(--on-backdrop)',
  running: 'var(--running)',
  failed: 'var(--failed)',
  warning: 'var(--warning)',
  accent: 'var(--accent)',
} as const;

export type BackdropColours = Record<keyof typeof wanted, string>;

/** The colours of the surface behind pictures, worked out as that element shows them. */
export function backdropColours(surface: HTMLElement): BackdropColours {
  const probe = document.createElement('span');
  surface.append(probe);
  const style = getComputedStyle(probe);
  const colours = Object.entries(wanted).map(([name, colour]) => {
    probe.style.color = colour;
    return [name, style.color];
  });
  probe.remove();
  // fromEntries cannot know that every name is there.
  return Object.fromEntries(colours) as BackdropColours;
}
