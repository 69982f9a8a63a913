import { round } from './place.ts'

/** The path of an ellipse around the middle. */
export function drawEllipse(rx: number, ry: number): string {
  const [x, arc] = [round(rx), `A${round(rx)} ${round(ry)} 0 1 1 `]
  return `M${-x} 0${arc}${x} 0${arc}${-x} 0Z`
}

/** The path of a rectangle around the middle, its corners rounded off. */
export function drawRectangle(width: number, height: number, radius: number): string {
  const [x, y, r] = [round(width / 2), round(height / 2), round(radius)]
  const corner = (toX: number, toY: number) => `A${r} ${r} 0 0 1 ${round(toX)} ${round(toY)}`
  return [
    `M${round(-x + r)} ${-y}H${round(x - r)}`,
    corner(x, -y + r),
    `V${round(y - r)}`,
    corner(x - r, y),
    `H${round(-x + r)}`,
    corner(-x, y - r),
    `V${round(-y + r)}`,
    corner(-x + r, -y),
    'Z',
  ].join('')
}
