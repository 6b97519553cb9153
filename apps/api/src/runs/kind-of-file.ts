const endings: readonly [RegExp, 'video' | 'audio'][] = [
  [/\.(mp4|webm|mkv|mov|avi|m4v)$/i, 'video'],
  [/\.(flac|mp3|wav|ogg|opus|m4a|aac)$/i, 'audio'],
];

/** What a file that is no picture is, by the end of its name. */
export function kindOfFile(fileName: string): 'video' | 'audio' | 'other' {
  return endings.find(([pattern]) => pattern.test(fileName))?.[1] ?? 'other';
}
