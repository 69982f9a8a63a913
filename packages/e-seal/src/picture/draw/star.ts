import { round } from './place.ts'

/** The inner corners of a pentagram are this part as far from its middle as its points. */
const INNER = Math.sin(Math.PI / 10) / Math.sin((3 * Math.PI) / 10)

/** The path of a five-pointed star, one point up. */
export function drawStar(radius: number, x = 0, y = 0): string {
  const points = Array.from({ length: 10 }, (_, i) => {
    const [distance, angle] = [i % 2 === 0 ? radius : radius * INNER, (i * Math.PI) / 5]
    return `${round(x + distance * Math.sin(angle))} ${round(y - distance * Math.cos(angle))}`
  })
  return `M${points.join('L')}Z`
}
