/** The known name a mistyped one was probably meant to be, or nothing if none comes close. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.max(2, Math.floor(name.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    const closer = distance < least || (best !== undefined && distance === least && sharper(name, candidate, best));
    if (closer) [best, least] = [candidate, distance];
  }
  return best;
}

/** Of two that are as near, the one that begins like it: beginnings are seldom mistyped. */
function sharper(name: string, candidate: string, best: string): boolean {
  const shared = (other: string): number => {
    let length = 0;
    while (length < name.length && name[length]?.toLowerCase() === other[length]?.toLowerCase()) length += 1;
    return length;
  };
  return shared(candidate) > shared(best);
}

/** How many letters have to be put in, left out or changed; two neighbours that changed places count once. */
function editDistance(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const row = [i];
    for (let j = 1; j <= to.length; j++) {
      const changed = (last[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      let distance = Math.min(changed, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      if (swapped) distance = Math.min(distance, (beforeLast[j - 2] ?? 0) + 1);
      row.push(distance);
    }
    [beforeLast, last] = [last, row];
  }
  return last[to.length] ?? 0;
}
