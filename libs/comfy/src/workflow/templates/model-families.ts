/** How names of model files tell their family. Names are free, so this is a preference and never a test. */
export const looksLike = {
  sd15: [/sd[-_ .]?v?1[-_.]?[45]/i, /v1[-_.]5/i, /1\.5/, /dreamshaper/i, /anything/i],
  sdxl: [/sd[-_ ]?xl/i, /xl/i, /pony/i, /illustrious/i],
  flux: [/flux1?[-_. ]?(dev|schnell)/i, /flux/i],
  sd3: [/sd[-_ ]?3/i, /sd3/i],
  video: [/wan\d?/i, /ltx/i, /hunyuan/i, /svd/i, /video/i, /audio/i, /refiner/i, /inpaint/i],
} as const satisfies Record<string, readonly RegExp[]>;
