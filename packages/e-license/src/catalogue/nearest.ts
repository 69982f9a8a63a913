import { distance } from 'fastest-levenshtein'

/** Longer texts are not compared: nobody misspells a novel. */
const LENGTH_LIMIT = 100

/** How many characters may differ for one name to be a misspelling of the other: a quarter, and three at most. */
function tolerance(name: string): number {
  return Math.min(3, Math.max(1, Math.floor([...name].length / 4)))
}

/** Whether one name may be the other with a few characters changed, left out or put in. */
export function isMisspelling(found: string, meant: string): boolean {
  if (found.length > LENGTH_LIMIT || meant.length > LENGTH_LIMIT || found === meant) return false
  if (Math.abs(found.length - meant.length) > 3) return false
  return distance(found, meant) <= tolerance(meant)
}

/** Of the names that there are, the one that was most likely meant. */
export function nearestName(found: string, names: Iterable<string>): string | undefined {
  if (found.length > LENGTH_LIMIT) return undefined
  let nearest: string | undefined
  let least = Number.POSITIVE_INFINITY
  for (const name of names) {
    if (name.length > LENGTH_LIMIT || Math.abs(found.length - name.length) > 3) continue
    const apart = distance(found, name)
    if (apart < least && apart <= tolerance(name)) [nearest, least] = [name, apart]
  }
  return nearest
}
