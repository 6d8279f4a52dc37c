/** Amounts of data as they are written in words, and in French. */
export function inUnits(value: string): string {
  return value
    .replace(/(?:gigabytes?|gigs?|giga|go|gigaoctets?|جيجابايت|غيغابايت|جيجا|غيغا)$/u, 'GB')
    .replace(/(?:megabytes?|megs?|mo|megaoctets?|ميجابايت|ميغابايت)$/u, 'MB')
    .replace(/(?:terabytes?|to|teraoctets?|تيرابايت)$/u, 'TB');
}
