import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Ellipse, fitArc, placesOnArc } from '../../../src/picture/draw/arc.ts'

/** The same distance apart, around the middle. */
const even = (count: number, pitch: number) =>
  Array.from({ length: count }, (_, i) => (i - (count - 1) / 2) * pitch)
const CIRCLE = { rx: 18.9, ry: 18.9 }
const counts = fc.integer({ min: 1, max: 40 })
const ellipses = fc
  .tuple(fc.integer({ min: 12, max: 40 }), fc.double({ min: 0.6, max: 1, noNaN: true }))
  .map(([rx, flat]): Ellipse => ({ rx, ry: rx * flat }))
const sides = fc.constantFrom('top' as const, 'bottom' as const)

describe('places on an arc', () => {
  test('lie on the ellipse, the same to the left and the right', () => {
    fc.assert(
      fc.property(counts, ellipses, sides, (count, outer, side) => {
        const fit = fitArc(count, { outer, height: 6, share: 0.7 })
        const places = placesOnArc(even(count, fit.pitch), fit.ellipse, side)
        expect(places).toHaveLength(count)
        for (const [i, { x, y, angle }] of places.entries()) {
          expect((x / fit.ellipse.rx) ** 2 + (y / fit.ellipse.ry) ** 2).toBeCloseTo(1, 9)
          const twin = places[count - 1 - i]!
          expect([twin.x, twin.y, twin.angle]).toEqual(
            [-x, y, -angle].map((value) => expect.closeTo(value, 6)),
          )
        }
        const across = places.map(({ x }) => x)
        const middle = places[Math.floor((count - 1) / 2)]!
        expect(side === 'top' ? -middle.y : middle.y).toBeGreaterThan(0)
        // Those of the upper half of the text's side run from left to right.
        const near = places.filter(({ y }) => (side === 'top' ? y < 0 : y > 0)).map(({ x }) => x)
        expect(near).toEqual(near.toSorted((a, b) => a - b))
        expect(across.length).toBe(count)
      }),
    )
  })

  test('turn with the circle: heads outwards above, feet outwards below', () => {
    const fit = fitArc(9, { outer: CIRCLE, height: 6, share: 0.7 })
    for (const { x, y, angle } of placesOnArc(even(9, fit.pitch), fit.ellipse, 'top')) {
      const radius = Math.hypot(x, y)
      expect([Math.sin(angle), -Math.cos(angle)]).toEqual(
        [x / radius, y / radius].map((v) => expect.closeTo(v, 9)),
      )
    }
    for (const { x, y, angle } of placesOnArc(even(9, fit.pitch), fit.ellipse, 'bottom')) {
      const radius = Math.hypot(x, y)
      expect([Math.sin(angle), -Math.cos(angle)]).toEqual(
        [-x / radius, -y / radius].map((v) => expect.closeTo(v, 9)),
      )
    }
  })

  test('are as far from each other as they should be', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 40 }), (count) => {
        const fit = fitArc(count, { outer: CIRCLE, height: 6.6, share: 0.78 })
        const places = placesOnArc(even(count, fit.pitch), fit.ellipse, 'top')
        for (let i = 1; i < count; i++) {
          const turned = places[i]!.angle - places[i - 1]!.angle
          const along = ((turned + 2 * Math.PI) % (2 * Math.PI)) * fit.ellipse.rx
          expect(along).toBeCloseTo(fit.pitch, 3)
        }
      }),
    )
  })
})

describe('a text on an arc', () => {
  const neighbours = (count: number, outer: Ellipse) => {
    const fit = fitArc(count, { outer, height: 6, share: 0.7 })
    return { fit, places: placesOnArc(even(count, fit.pitch), fit.ellipse, 'top') }
  }

  test('takes no more than its share, and no two characters meet', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 40 }), ellipses, (count, outer) => {
        const { fit, places } = neighbours(count, outer)
        const perimeter = Math.PI * (fit.ellipse.rx + fit.ellipse.ry)
        expect(fit.pitch * count).toBeLessThanOrEqual(perimeter * 0.7 * 1.05)
        for (let i = 1; i < count; i++) {
          const foot = (index: number, side: number) => {
            const { x, y, angle } = places[index]!
            const [u, v] = [(side * fit.width) / 2, fit.height / 2]
            return [
              x + u * Math.cos(angle) - v * Math.sin(angle),
              y + u * Math.sin(angle) + v * Math.cos(angle),
            ] as const
          }
          const [a, b] = [foot(i - 1, 1), foot(i, -1)]
          // The right foot of one stays to the left of the left foot of the next, seen along the arc.
          const { angle } = places[i]!
          expect((b[0] - a[0]) * Math.cos(angle) + (b[1] - a[1]) * Math.sin(angle)).toBeGreaterThan(-1e-6)
        }
      }),
    )
  })

  test('has wide gaps first, then narrower characters, then smaller ones', () => {
    const fits = [4, 12, 20, 40].map((count) => fitArc(count, { outer: CIRCLE, height: 6.6, share: 0.78 }))
    expect(fits.map(({ height }) => height)).toEqual(
      fits.map(({ height }) => height).toSorted((a, b) => b - a),
    )
    expect(fits[0]).toMatchObject({ height: 6.6, width: 6.6 * 0.78, pitch: 6.6 * 1.35 })
    expect(fits[1]!.height).toBe(6.6)
    expect(fits[1]!.width).toBeLessThan(fits[0]!.width)
    expect(fits[3]!.height).toBeLessThan(5)
    expect(fits[3]!.height).toBeGreaterThan(3)
    expect(fits[3]!.width / fits[3]!.height).toBeGreaterThanOrEqual(0.5)
  })
})
