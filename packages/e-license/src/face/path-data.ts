import { decimal } from './decimal.ts'
import type { PathMark } from './marks.ts'

/** Paths of ornaments are the same on every face, and long. */
const paths = new WeakMap<PathMark, string>()

/** The abbreviated data (GB/T 33190-2016, 9.1) of a path, in coordinates of the page. */
export function pathDataOf(path: PathMark): string {
  const known = paths.get(path)
  if (known !== undefined) return known
  const steps: string[] = []
  for (const { points, closed, curved } of path.figures) {
    for (const [i, [x, y]] of points.entries()) {
      const letter = i === 0 ? 'M ' : curved !== true ? 'L ' : i % 3 === 1 ? 'B ' : ''
      steps.push(`${letter}${decimal(x)} ${decimal(y)}`)
    }
    if (closed === true) steps.push('C')
  }
  const data = steps.join(' ')
  paths.set(path, data)
  return data
}
