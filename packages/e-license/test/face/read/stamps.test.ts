import { expect, test } from 'vitest'
import { areasOfStamps } from '../../../src/face/read/stamps.ts'

const page = (left: number, top: number) => ({
  id: '1',
  physical: { left, top, right: left + 210, bottom: top + 297 },
})
const stamp = { page: '1', box: { x: 10, y: 20, width: 42, height: 42 }, clip: undefined }
const boxes = (marks: ReturnType<typeof areasOfStamps>) => marks.map(({ outline }) => outline.box)

test('a stamp may hide what is under it, whatever its picture shows', () => {
  expect(areasOfStamps(page(0, 0), [stamp])).toMatchObject([
    { paint: { kind: 'unknown', alpha: 1 }, stroke: undefined },
  ])
  expect(boxes(areasOfStamps(page(0, 0), [stamp]))).toEqual([{ left: 10, top: 20, right: 52, bottom: 62 }])
})

test('of one on a seam the part that shows', () => {
  const clip = { x: 30, y: 0, width: 12, height: 42 }
  expect(boxes(areasOfStamps(page(0, 0), [{ ...stamp, clip }]))).toEqual([
    { left: 40, top: 20, right: 52, bottom: 62 },
  ])
})

test.each([
  [5, 0],
  [0, 7],
  [5, 7],
])('on a page that begins at %d, %d both places that it may have', (left, top) => {
  expect(boxes(areasOfStamps(page(left, top), [stamp]))).toEqual([
    { left: 10, top: 20, right: 52, bottom: 62 },
    { left: 10 + left, top: 20 + top, right: 52 + left, bottom: 62 + top },
  ])
})

test('one on another page hides nothing here', () => {
  expect(areasOfStamps(page(0, 0), [{ ...stamp, page: '2' }])).toEqual([])
})
